"""The screen for maintainers against the fake API: the key, every list, every wish."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import FakeApi, Open
from tests.ui.fake_admin import KEY, wishes
from tests.ui.fake_collection import SILENT
from tests.ui.fake_network import REQUEST
from tests.ui.reading import page_in
from ui.maintaining.sending import metadata_of
from ui.trusted_sessions import distrust, may_pass, trust


@pytest.fixture(autouse=True)
def no_wish_yet() -> None:
    wishes.clear()


def enter(app: AppTest, key: str = KEY) -> AppTest:
    """Type the key and press the button."""
    app.text_input(key="maintainer's key typed").set_value(key)
    return app.button[0].click().run()


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def test_without_the_key_nothing_is_asked_or_shown(open_app: Open, fake_api: FakeApi) -> None:
    app = open_app(screen="maintain", part="jobs")
    assert page_in(app).texts("h1") == ["Look after the collection"]
    assert app.text_input[0].proto.type == app.text_input[0].proto.PASSWORD
    assert not [asked for asked in fake_api.asked if "/v1/admin" in asked]
    refused = enter(app, "id.wrong")
    assert "This key does not open this part." in page_in(refused).text
    assert "Scan it." not in page_in(refused).text


def test_the_key_is_in_no_address(open_app: Open, fake_api: FakeApi) -> None:
    app = enter(open_app(screen="maintain"))
    assert "secret" not in str(app.query_params)
    assert "secret" not in "".join([*fake_api.asked, *page_in(app).links().values()])


def test_the_state_is_said_and_the_key_can_be_forgotten(open_app: Open) -> None:
    app = enter(open_app(screen="maintain"))
    shown = page_in(app).text
    for words in ("000007", "27 November 2026, 14:05 UTC", "read 3, without text 1", "writing"):
        assert words in shown, words
    assert "000007" not in page_in(press(app, "Forget the key")).text


def test_jobs_have_their_outcome_and_cure(open_app: Open) -> None:
    app = enter(open_app(screen="maintain", part="jobs"))
    page = page_in(app)
    assert "failed: without text · 27 November 2026, 14:05 UTC" in page.texts("p", "meta")
    assert "→ Scan it." in page.texts("p", "meta")
    press(app, "Delete the file")
    assert wishes == [("DELETE", "jobs/j1/file", "")]


def test_files_that_were_not_read_are_tried_again_or_dismissed(open_app: Open) -> None:
    app = enter(open_app(screen="maintain", part="files"))
    assert "shelf/scan.pdf" in page_in(app).text
    assert "shelf/a.md" not in page_in(app).text
    done = press(app, "Try again")
    assert "Noted." in page_in(done).text
    press(done, "Report no more")
    assert wishes == [("POST", "files/f1/retry", ""), ("POST", "files/f1/dismiss", "")]


@pytest.mark.parametrize(("part", "kind"), [("files", "notes"), ("requests", "open")])
def test_another_kind_begins_on_its_first_page(open_app: Open, part: str, kind: str) -> None:
    app = enter(open_app(screen="maintain", part=part, page="2"))
    assert "page" in app.query_params
    app.button_group(key=f"{part} shown").set_value(kind).run()
    assert "page" not in app.query_params


def test_runs_say_what_became_of_the_files(open_app: Open) -> None:
    shown = page_in(enter(open_app(screen="maintain", part="runs"))).text
    assert "shelf: new 3, not read 1" in shown
    assert "A manifest names no file." in shown


def test_what_the_text_says_is_accepted_or_refused(open_app: Open) -> None:
    app = enter(open_app(screen="maintain", part="findings"))
    page = page_in(app)
    assert page.texts("blockquote") == ["We taught 120 first-year students."]
    assert "Level: First year (95%, used by the filters)" in page.text
    press(press(app, "Right"), "Wrong")
    sent = [json.loads(body) for _, _, body in wishes]
    assert [body["set"] for body in sent] == [{"cycle": "first-year"}, {}]
    assert [body["unset"] for body in sent] == [[], ["cycle"]]


def test_what_is_unknown_leads_to_what_lacks_it(open_app: Open) -> None:
    app = enter(open_app(screen="maintain", part="unknown"))
    pills = app.get("button_group")[-1]
    assert [option.content for option in pills.proto.options] == ["Licence (1)", "DOI (3)"]


def test_a_request_is_read_before_it_is_published_or_deleted(open_app: Open) -> None:
    app = enter(open_app(screen="maintain", part="requests"))
    assert "How to mark <studio> work" in page_in(app).texts("p")
    assert "Close" not in [button.label for button in app.button]
    done = press(app, "Publish")
    assert "Done." in page_in(done).text
    press(done, "Yes, delete this text for good")
    path = f"requests/{REQUEST.id}"
    assert wishes == [("PATCH", path, '{"state":"open"}'), ("DELETE", path, "")]


def test_a_request_is_closed_by_the_resources_that_answer_it(open_app: Open) -> None:
    app = enter(open_app(screen="maintain", part="requests"))
    app.session_state["requests shown"] = "open"
    app.run()
    app.text_input(key=f"answers {REQUEST.id}").set_value(f"{SILENT.id}; other")
    press(app, "Close")
    assert json.loads(wishes[0][2]) == {"state": "answered", "answers": [SILENT.id, "other"]}
    app.session_state["requests shown"] = "answered"
    answered = page_in(app.run())
    assert answered.links()[SILENT.id].endswith(f"id={SILENT.id}&part=resource")
    assert "Publish" in [button.label for button in app.button]  # it was closed too early


def test_a_resource_is_corrected(open_app: Open) -> None:
    app = enter(open_app(screen="maintain", part="resource", id=SILENT.id))
    assert SILENT.title in page_in(app).texts("h2")
    app.selectbox(key="field to correct").set_value("discipline")
    app.text_input(key="value typed").set_value("0533; 0541")
    press(app, "Put right")
    (method, path, body) = wishes[0]
    assert (method, path) == ("PATCH", f"resources/{SILENT.id}")
    assert json.loads(body)["set"] == {"discipline": ["0533", "0541"]}
    press(app, "Leave empty")
    assert json.loads(wishes[1][2])["unset"] == ["discipline"]
    press(app, "Read the file again")
    assert wishes[2][:2] == ("POST", f"resources/{SILENT.id}/reindex")


def test_a_resource_is_withdrawn_only_when_that_is_surely_meant(open_app: Open) -> None:
    app = enter(open_app(screen="maintain", part="resource", id=SILENT.id))
    press(app, "Withdraw")
    assert wishes == []
    app.checkbox[0].check()
    press(app, "Withdraw")
    assert wishes == [("DELETE", f"resources/{SILENT.id}", "")]


def test_a_file_is_sent_with_what_is_known_of_it(open_app: Open) -> None:
    app = enter(open_app(screen="maintain", part="send"))
    app.file_uploader[0].upload("silence.md", b"# Silence", "text/markdown")
    app.text_input(key="sent title").set_value("On silence")
    press(app, "Send")
    ((method, path, body),) = wishes
    assert (method, path) == ("POST", "resources")
    assert 'filename="silence.md"' in body
    assert '{"title": "On silence"}' in body


def test_several_values_are_parted_and_empty_ones_left_out() -> None:
    typed = {"title": "a; b", "authors": "A. One; B. Two;", "year": ""}
    assert metadata_of(typed) == {"title": "a; b", "authors": ["A. One", "B. Two"]}


def test_a_refusal_is_shown_with_the_cure(open_app: Open) -> None:
    app = enter(open_app(screen="maintain", part="resource", id=SILENT.id))
    app.text_input(key="value typed").set_value("nonsense")
    shown = page_in(press(app, "Put right")).text
    assert "This was not possible.Not so.Do otherwise." in shown


def test_the_page_of_a_resource_leads_there_for_whoever_has_the_key(open_app: Open) -> None:
    app = open_app(screen="resource", id=SILENT.id)
    assert "For maintainers" not in page_in(app).links()
    app.session_state["maintainer's key"] = KEY
    there = page_in(app.run()).links()["For maintainers"]
    assert there == f"?screen=maintain&id={SILENT.id}&part=resource"


def test_files_are_taken_from_trusted_sessions_alone() -> None:
    path = "/screens/_stcore/upload_file/a-session/a-file"
    assert may_pass("/_stcore/health")
    assert not may_pass(path)
    trust("a-session")
    assert may_pass(path)
    assert not may_pass(path.replace("a-session", "b-session"))
    distrust("a-session")
    assert not may_pass(path)
