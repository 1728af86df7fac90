"""Real documents: what their first pages say against what their publisher says."""

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from indexer.domain import Metadata
from indexer.extraction.worker import read_here
from indexer.text.folding import folded_words

SAMPLE = 10  # papers read in the test; `make sweep` reads all


def norm(text: str | None) -> str:
    return " ".join(folded_words(html.unescape(html.unescape(text or ""))))


def person(name: str) -> tuple[str, str]:
    """Family name and initial: the publisher shortens middle names."""
    words = norm(name).split()
    return words[-1], words[0][0]


@cache
def papers(folder: Path) -> list[tuple[dict[str, Any], Metadata]]:
    """Return what publisher and page say, of papers that were not looked at while tuning."""
    listed = {paper["file"]: paper for paper in json.loads((folder / "metadata.json").read_text())}
    odd = [
        paper
        for name, paper in sorted(listed.items())
        if (folder / name).exists() and "title" in paper and int(re.findall(r"\d+", name)[0]) % 2
    ]
    step = max(1, len(odd) // SAMPLE)
    return [(paper, read_here(folder / paper["file"], 2**28).metadata) for paper in odd[::step]]


@pytest.fixture
def jose(shared_dir: Path) -> list[tuple[dict[str, Any], Metadata]]:
    return papers(shared_dir / "corpora" / "jose")


def test_titles_of_papers(jose: list[tuple[dict[str, Any], Metadata]]) -> None:
    wrong = [want["file"] for want, got in jose if norm(want["title"]) != norm(got.title)]
    assert len(wrong) <= 0.05 * len(jose), wrong


def test_authors_of_papers(jose: list[tuple[dict[str, Any], Metadata]]) -> None:
    wrong = [
        want["file"]
        for want, got in jose
        if sorted(map(person, want["authors"])) != sorted(map(person, got.authors))
    ]
    assert len(wrong) <= 0.15 * len(jose), wrong


def test_bodies_of_authors_of_papers(jose: list[tuple[dict[str, Any], Metadata]]) -> None:
    without = [want["file"] for want, got in jose if not got.affiliations]
    assert len(without) <= 0.05 * len(jose), without


def test_years_and_dois_of_papers(jose: list[tuple[dict[str, Any], Metadata]]) -> None:
    assert [got.doi for _, got in jose] == [want["doi"] for want, _ in jose]
    wrong = [want["file"] for want, got in jose if want["year"] != got.year]
    assert len(wrong) <= 0.1 * len(jose), wrong


def test_a_help_text_in_every_language_has_its_title(shared_dir: Path) -> None:
    titles = {
        language: read_here(
            shared_dir / "corpora" / "moodle-help" / language / "quiz" / "attempts.html", 2**20
        ).metadata.title
        for language in ("en", "sq", "sr-Cyrl", "sr-Latn")
    }
    assert titles == {
        "en": "Quiz attempts",
        "sq": titles["sq"],
        "sr-Cyrl": titles["sr-Cyrl"],
        "sr-Latn": titles["sr-Latn"],
    }
    assert all(titles.values())


def test_a_draft_loses_its_margin_numbers(shared_dir: Path) -> None:
    extracted = read_here(shared_dir / "corpora" / "jose" / "jose.00257.pdf", 2**28)
    headings = [block.text for block in extracted.blocks if block.level == 2]
    assert headings[:3] == ["Summary", "Statement of Need", "Story of the Project"]
    text = " ".join(block.text for block in extracted.blocks)
    assert "(LMS) designed to be a straightforward and easily extendable platform" in text
    assert "DRAFT" not in text
