"""What whoever looks after the collection sees with a key."""

import json
from typing import Any

from tests.search_api.admin_service import TEXT, Service, service
from tests.search_api.answers import problem

__all__ = ["service"]  # the fixture


def get(service: Service, path: str, **parameters: Any) -> Any:
    answer = service.ask("GET", path, params=parameters)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert str(service.settings.data_dir) not in answer.text
    return answer.json()


def test_the_state_is_told_with_an_index_and_without(service: Service) -> None:
    before = get(service, "/state")
    assert (before["index"], before["waiting"]) == (None, 0)
    assert "balkanetup index" in before["cure"]
    service.send()
    waiting = service.ask("POST", "/resources/silence/reindex").json()
    after = get(service, "/state")
    assert after["index"]["outcomes"] == {"ok": 1}
    assert (after["index"]["generation"], after["index"]["resources"]) == ("000001", 1)
    assert after["index"]["published"].startswith("20")
    assert (after["waiting"], after["waiting_since"]) == (1, waiting["received"])
    assert (after["writing"], after["trouble"]) == (False, "")


def test_files_are_listed_with_what_became_of_them(service: Service) -> None:
    service.send()
    service.send("scan.md", b"  \n ")
    every = get(service, "/files")
    assert [(file["path"], file["outcome"]) for file in every["files"]] == [
        ("scan.md", "empty"),
        ("silence.md", "ok"),
    ]
    assert every["files"][0]["folder"] == "documents"
    assert every["files"][1]["resource_id"] == "silence"
    failed = get(service, "/files", show="failed", k=1)
    assert (failed["total"], failed["files"][0]["cure"] != "") == (1, True)
    assert get(service, "/files", show="notes")["total"] == 0


def test_what_could_not_be_read_is_tried_again_or_reported_no_more(service: Service) -> None:
    service.send()
    service.send("scan.md", b"  \n ")
    unread, read = get(service, "/files")["files"]
    again = service.ask("POST", f"/files/{unread['id']}/retry")
    dropped = service.ask("POST", f"/files/{unread['id']}/dismiss")
    service.inbox.work_through()
    assert (service.job(again)["state"], service.job(again)["outcome"]) == ("failed", "empty")
    assert (service.job(dropped)["state"], service.job(dropped)["file_name"]) == ("done", "scan.md")
    assert get(service, "/files", show="failed")["files"][0]["dismissed"]
    assert service.ask("POST", f"/files/{read['id']}/retry").status_code == 422
    assert service.ask("POST", "/files/nothing/dismiss").status_code == 404


def test_runs_are_listed_the_latest_first(service: Service) -> None:
    service.send()
    service.send("b.md", TEXT + b" More.")
    listed = get(service, "/runs", k=1)
    assert (listed["total"], listed["next"]) == (2, "/v1/admin/runs?k=1&offset=1")
    (run,) = listed["runs"]
    assert (run["folder"], run["tally"]) == ("documents", {"new": 1, "unchanged": 1})
    assert (run["outcomes"], run["interrupted"]) == ({"ok": 2}, False)
    assert run["ended"] >= run["started"]


def test_what_the_text_proves_is_shown_with_its_sentence_and_can_be_refused(
    service: Service,
) -> None:
    proof = "We taught 120 first-year students, two lecturers and one hall."
    service.send(content=TEXT + b"\n\n" + proof.encode())
    findings = get(service, "/findings", reader_language="sq")["findings"]
    level = next(finding for finding in findings if finding["field"] == "cycle")
    assert (level["value"]["id"], level["evidence"], level["used"]) == ("first-year", proof, True)
    assert level["value"]["label"] != "First year"  # in Albanian
    service.ask("PATCH", "/resources/silence", json={"unset": ["cycle"]})
    service.inbox.work_through()
    left = get(service, "/findings")["findings"]
    assert "class_size" in {finding["field"] for finding in left}


def test_what_is_unknown_is_counted_and_listed(service: Service) -> None:
    service.send(licence="CC-BY-4.0")
    service.send("b.md", TEXT + b" More.")
    counts = get(service, "/unknown")
    assert (counts["resources"], counts["fields"]["licence"], counts["fields"]["doi"]) == (2, 1, 2)
    lacking = get(service, "/unknown/licence")
    assert [(it["resource_id"], it["path"]) for it in lacking["resources"]] == [("b", "b.md")]
    wrong = service.ask("GET", "/unknown/colour")
    assert (wrong.status_code, problem(wrong)["field"]) == (422, "colour")


def test_no_answer_names_a_folder_of_the_machine(service: Service) -> None:
    service.send()
    shown = [get(service, path) for path in ("/state", "/files", "/runs", "/findings", "/unknown")]
    assert "/tmp" not in json.dumps(shown)
