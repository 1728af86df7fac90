"""Feeds, read as feed readers read them."""

from pathlib import Path
from typing import Any

import feedparser
import httpx
import pytest

from search_api.app import create_app
from tests.search_api.answers import problem
from tests.search_api.conftest import DOCUMENTS, VOCABULARY
from tests.search_api.sharing.conftest import BASE, Shelf, shelf_in
from tests.served import served
from tests.word_encoder import WordEncoder


def read(client: httpx.Client, **asked: Any) -> Any:
    answer = client.get("/feed", params=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/atom+xml"
    assert "evil" not in answer.text
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def names(feed: Any) -> set[str]:
    return {entry.id.rpartition("/")[2] for entry in feed.entries}


def test_a_feed_without_a_question_has_every_resource(public: httpx.Client) -> None:
    feed = read(public)
    assert names(feed) == {"silence", "essays", "soil", "heshtja", "hos-tile-x"}
    assert feed.version == "atom10"
    assert feed.feed.title == "BALKANETUP Search"
    assert feed.feed.id == "tag:search.example.edu,2026:feed?"
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)
    assert len(read(public, k=2).entries) == 2


def test_an_entry_says_what_is_known_of_a_resource(public: httpx.Client) -> None:
    (entry,) = read(public, discipline="0532").entries
    assert entry.id == "tag:search.example.edu,2026:resource/soil"
    assert (entry.title, entry.title_detail.language) == ("Soil in the field", "en")
    assert entry.link == f"{BASE}/d/soil"
    links = {link.rel: link.href for link in entry.links}
    assert links["enclosure"] == f"{BASE}/v1/resources/soil/file"
    assert links["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [(tag.term, tag.label) for tag in entry.tags][1] == ("0532", "Earth sciences")
    assert entry.published == public.get("/v1/resources/soil").json()["added"]
    assert entry.published <= entry.updated


def test_a_feed_is_of_a_question_and_of_a_field(public: httpx.Client) -> None:
    assert names(read(public, q="silent lecture")) == {"silence"}
    assert names(read(public, discipline="05")) == {"silence", "heshtja", "soil"}
    asked = read(public, q="soil", discipline="05", language="en")
    assert names(asked) == {"soil"}
    assert asked.feed.links[0].href == f"{BASE}/feed?q=soil&language=en&discipline=05"
    assert asked.feed.title.startswith("BALKANETUP Search: soil · ")
    assert read(public, q="zzzz").entries == []


def test_what_xml_cannot_say_is_left_out(public: httpx.Client) -> None:
    (entry,) = [it for it in read(public).entries if it.id.endswith("hos-tile-x")]
    assert entry.title.startswith("</script><b onclick=x()>") or "&lt;b" in entry.title
    assert entry.author == 'O\'Neil & "Sons"'
    assert entry.summary.startswith("]]> <!-- &")


def test_lists_and_answers_name_their_feed(public: httpx.Client) -> None:
    listed = public.get("/v1/resources", params={"discipline": "05", "k": 1, "sort": "year"}).json()
    assert listed["feed"] == f"{BASE}/feed?discipline=05"
    answer = public.get("/v1/search", params={"q": "soil", "language": ["en", "sq"]}).json()
    assert answer["feed"] == f"{BASE}/feed?q=soil&language=en&language=sq"


@pytest.mark.parametrize("wrong", ["discipline=physics", "colour=red", "k=0", "q=-soil"])
def test_what_makes_no_sense_is_refused(public: httpx.Client, wrong: str) -> None:
    refused = public.get(f"/feed?{wrong}")
    assert refused.status_code == 422
    assert problem(refused)["cure"]


def test_ids_and_dates_last(tmp_path: Path) -> None:
    shelf: Shelf = shelf_in(tmp_path, {"soil.md": DOCUMENTS["soil.md"]})
    settings = shelf.settings
    moved = settings.model_copy(
        update={"public_url": "https://new.example.org", "repository_id": "search.example.edu"}
    )
    encoder = WordEncoder(*VOCABULARY)
    with served(create_app(settings, encoder)) as here, served(create_app(moved, encoder)) as there:
        (before,) = feedparser.parse(httpx.get(f"{here}/feed").content).entries
        (shelf.folder / "essays.md").write_text(DOCUMENTS["essays.md"])
        shelf.index()
        entries = feedparser.parse(httpx.get(f"{there}/feed").content).entries
    after = {entry.id: entry for entry in entries}[before.id]
    assert (after.published, after.updated) == (before.published, before.updated)
    assert after.link == "https://new.example.org/d/soil"
