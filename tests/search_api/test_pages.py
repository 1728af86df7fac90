"""The picture of the page that a passage stands on, over HTTP."""

import os
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from indexer.extraction import old_office
from indexer.extraction.page_picture import PNG, PagePicture
from indexer.run import pipeline
from indexer.settings import Settings
from indexer.storage.page_cache import PageCache
from search_api.app import create_app
from search_api.routes.pages import PAINTED_AT_A_TIME
from tests.indexer.extraction import making
from tests.served import served
from tests.word_encoder import WordEncoder

TEXT = "In a silent lecture students vote alone before anybody may speak at all."
WORD = "The rubric for marking an essay has four rows, and every row is read aloud."


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    second = [(72.0, 700.0, 12.0, "F1", TEXT)]
    first = [(72.0, 700.0, 12.0, "F1", "A page about soil in the laboratory, and nothing else.")]
    (folder / "votes.pdf").write_bytes(making.pdf([first, second]))
    (folder / "gone.pdf").write_bytes(making.pdf([second, first]))
    (folder / "plain.md").write_text(f"# Plain\n\n{TEXT}\n", encoding="utf-8")
    (folder / "essay.docx").write_bytes(
        making.word_with(f"<w:p><w:r><w:t>{WORD}</w:t></w:r></w:p>")
    )
    return folder


@pytest.fixture(scope="module")
def settings(
    papers: Path, encoder: WordEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    settings = Settings(data_dir=tmp_path_factory.mktemp("index"))
    report = pipeline.run(papers, settings, encoder)
    assert report.outcomes() == {"ok": 4}
    (papers / "gone.pdf").write_bytes(b"%PDF-1.7 another file")
    return settings


@pytest.fixture(scope="module")
def pages(settings: Settings, encoder: WordEncoder) -> Iterator[httpx.Client]:
    with (
        served(create_app(settings, encoder)) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield client


def passage(client: httpx.Client, resource: str, words: str) -> str:
    """Return the address of the passage of a resource that has these words."""
    texts = client.get(f"/v1/resources/{resource}").json()["passages"]
    return next(f"/v1/passages/{text['id']}" for text in texts if words in text["text"])


def test_the_page_of_a_passage_is_shown_with_it_marked(pages: httpx.Client) -> None:
    there = passage(pages, "votes", "students vote")
    facts = pages.get(f"{there}/page").json()
    assert (facts["page"], facts["pages"]) == (2, 2)
    assert facts["marks"][0]["left"] == pytest.approx(72 / 595, abs=0.01)
    assert facts["picture"].endswith(f"{there}/page.png")
    picture = pages.get(f"{there}/page.png")
    assert picture.headers["content-type"] == "image/png"
    assert "content-encoding" not in picture.headers
    assert picture.content.startswith(PNG)
    etag = picture.headers["etag"]
    assert pages.get(f"{there}/page.png", headers={"If-None-Match": etag}).status_code == 304


def test_the_page_before_can_be_looked_at(pages: httpx.Client) -> None:
    there = passage(pages, "votes", "students vote")
    facts = pages.get(f"{there}/page", params={"page": 1}).json()
    assert (facts["page"], facts["pages"]) == (1, 2)
    assert facts["picture"].endswith("/page.png?page=1")
    missing = pages.get(f"{there}/page.png", params={"page": 3})
    assert (missing.status_code, missing.json()["detail"]) == (404, "There is no such page.")
    assert pages.get(f"{there}/page", params={"page": 0}).status_code == 422


@pytest.mark.parametrize(
    ("resource", "words", "status", "detail"),
    [
        ("plain", "students vote", 415, "Markdown has no pages."),
        ("essay", "rubric", 415, "Pages of DOCX are shown where LibreOffice is installed."),
        ("gone", "students vote", 404, "is no longer in its folder as it was indexed"),
    ],
)
def test_where_there_is_no_picture_the_reason_is_told(
    pages: httpx.Client,
    monkeypatch: pytest.MonkeyPatch,
    resource: str,
    words: str,
    status: int,
    detail: str,
) -> None:
    monkeypatch.setattr(old_office, "program", lambda: None)
    there = passage(pages, resource, words)
    for address in (f"{there}/page", f"{there}/page.png"):
        answer = pages.get(address)
        assert answer.status_code == status
        assert detail in answer.json()["detail"]
        assert answer.json()["cure"]


def test_word_is_laid_out_by_libreoffice_once(
    pages: httpx.Client,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "made.pdf").write_bytes(
        making.pdf([[(72.0, 700.0, 12.0, "F1", "A title")], [(72.0, 600.0, 9.0, "F1", WORD)]])
    )
    program = tmp_path / "soffice"
    finds_out_dir = 'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"'
    program.write_text(f'#!/bin/sh\n{finds_out_dir}\ncp {tmp_path}/made.pdf "$2/document.pdf"\n')
    program.chmod(0o755)
    monkeypatch.setattr(old_office, "program", lambda: str(program))
    there = passage(pages, "essay", "rubric")
    facts = pages.get(f"{there}/page").json()
    assert (facts["page"], facts["pages"], len(facts["marks"])) == (2, 2, 1)
    (tmp_path / "made.pdf").unlink()
    assert pages.get(f"{there}/page?page=1").json()["page"] == 1  # from the pages laid out before
    shutil.rmtree(settings.data_dir / "pages")
    assert pages.get(f"{there}/page").status_code == 415


def test_pictures_take_no_more_disk_than_they_may(tmp_path: Path) -> None:
    cache = PageCache(tmp_path, 100)
    for second, name in enumerate(("a", "b", "c")):
        cache.put(name, name.encode() * 40)
        os.utime(tmp_path / "pages" / name, (second, second))  # clocks are coarse
    assert cache.get("a") is None
    assert cache.get("b") == b"b" * 40
    cache.put("d", b"d" * 40)  # `b` was looked at last, so `c` goes
    assert [cache.get(name) is None for name in "bcd"] == [False, True, False]
    cache.put("large", b"x" * 101)
    assert cache.get("large") is None
    closed = PageCache(tmp_path / "b", 100)
    (tmp_path / "b").write_text("a file where the folder would be")
    closed.put("a", b"1")  # costs speed only
    assert closed.get("a") is None


def test_a_picture_that_is_damaged_is_painted_again(
    pages: httpx.Client, settings: Settings
) -> None:
    there = passage(pages, "votes", "students vote")
    picture = pages.get(f"{there}/page.png").content
    for kept in (settings.data_dir / "pages").iterdir():
        kept.write_bytes(kept.read_bytes()[:50])
    assert pages.get(f"{there}/page.png").content == picture


def test_what_is_shown_again_is_not_painted_again(
    pages: httpx.Client, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = passage(pages, "votes", "students vote")
    assert pages.get(f"{there}/page.png").status_code == 200
    monkeypatch.setattr("indexer.extraction.isolation.Reader.paint", None)
    assert pages.get(f"{there}/page.png").status_code == 200


def test_questions_do_not_wait_for_pages(
    settings: Settings, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted = threading.Event()
    asked = threading.Semaphore(0)

    def paint_slowly(*_: object) -> PagePicture:
        asked.release()
        painted.wait(30)
        return PagePicture(1, 1, 1, 1, (), PNG)

    monkeypatch.setattr("search_api.routes.pages.picture_of", paint_slowly)
    with (
        served(create_app(settings, encoder)) as address,
        httpx.Client(base_url=address, timeout=30) as client,
        ThreadPoolExecutor(20) as readers,
    ):
        there = passage(client, "votes", "students vote")
        pictures = [readers.submit(client.get, f"{there}/page.png?page=2") for _ in range(20)]
        for _ in range(PAINTED_AT_A_TIME):
            assert asked.acquire(timeout=10)
        try:
            assert client.get("/v1/search", params={"q": "silent"}, timeout=5).status_code == 200
        finally:
            painted.set()
        assert {picture.result().status_code for picture in pictures} == {200}
