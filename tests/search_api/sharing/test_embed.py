"""The search box and the list in a frame of other sites."""

from typing import Any

import httpx
import pytest
from lxml import html

from search_api.app import create_app
from tests.search_api.answers import problem
from tests.search_api.conftest import VOCABULARY
from tests.search_api.sharing.conftest import BASE, Shelf
from tests.served import served
from tests.word_encoder import WordEncoder


def frame(public: httpx.Client, **asked: Any) -> Any:
    answer = public.get("/embed", params=asked)
    assert answer.status_code == 200, answer.text
    assert "set-cookie" not in answer.headers
    page = html.fromstring(answer.text)
    assert page.xpath("//script | //img | //link | //iframe | //@onclick") == []
    return page


def test_a_question_is_answered_with_links_that_leave_the_frame(public: httpx.Client) -> None:
    page = frame(public, q="silent lecture", k=1)
    (link,) = page.xpath("//li//a")
    assert (link.get("href"), link.get("target")) == (f"{BASE}/d/silence", "_blank")
    assert link.text == "When nobody speaks"
    assert "A silent lecture is a silent hall." in page.text_content()
    assert page.xpath("//input[@name='q']/@value") == ["silent lecture"]


def test_the_box_keeps_the_filters_and_asks_the_same_address(public: httpx.Client) -> None:
    page = frame(public, discipline="0533", reader_language="sq")
    assert page.xpath("//form/@action") == ["embed"]
    assert page.xpath("//input[@type='hidden']/@name") == ["discipline", "reader_language"]
    assert page.xpath("//button")[0].text == "Kërko"
    assert {a.text for a in page.xpath("//li//a")} == {"When nobody speaks", "Heshtja në auditor"}
    assert page.xpath("/html/@lang") == ["sq"]


def test_there_is_the_box_alone_or_the_list_alone(public: httpx.Client) -> None:
    assert frame(public).xpath("//li") == []
    alone = frame(public, box=False, k=2)
    assert (len(alone.xpath("//li")), alone.xpath("//form")) == (2, [])
    assert "nothing on this yet" in frame(public, author="nobody").text_content()


def test_what_a_document_says_is_text(public: httpx.Client) -> None:
    page = frame(public, author='o\'neil & "sons"')
    assert page.xpath("//li//a")[0].text.startswith("</script><b onclick=x()>")


def test_a_wrong_filter_is_refused(public: httpx.Client) -> None:
    refused = public.get("/embed", params={"colour": "red"})
    assert (refused.status_code, problem(refused)["field"]) == (422, "colour")


@pytest.mark.parametrize("ancestors", ["'none'", "https://moodle.example.edu"])
def test_who_may_frame_it_is_a_setting(shelf: Shelf, ancestors: str) -> None:
    settings = shelf.settings.model_copy(update={"frame_ancestors": ancestors})
    with served(create_app(settings, WordEncoder(*VOCABULARY))) as address:
        policy = httpx.get(f"{address}/embed").headers["content-security-policy"]
    assert f"frame-ancestors {ancestors}" in policy
    assert "form-action 'self'" in policy
    assert "default-src 'none'" in policy


def test_the_script_is_one_that_browsers_run_and_keep(public: httpx.Client) -> None:
    script = public.get("/embed.js")
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert script.headers["x-content-type-options"] == "nosniff"
    again = public.get("/embed.js", headers={"If-None-Match": script.headers["etag"]})
    assert again.status_code == 304
    assert "fetch" not in script.text
    assert "cookie" not in script.text.replace("sets no cookie", "")
