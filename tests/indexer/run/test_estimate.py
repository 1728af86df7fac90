"""The time to go, from what was seen so far."""

from pathlib import Path

from indexer.commands.progress import in_words
from indexer.run.documents import Entry
from indexer.run.estimate import Estimate
from indexer.run.plan import Item


def item(path: str, size: int) -> Item:
    return Item(Entry(path, Path(path), size, 0, is_regular=True), "", "")


def test_each_format_has_its_own_rate() -> None:
    # 10 passages per 100 bytes of Markdown, 1 per 1,000 bytes of PDF; 11 passages in 11 seconds.
    estimate = Estimate(
        [item("a.md", 100), item("b.pdf", 1_000), item("c.md", 50), item("d.pdf", 5_000)]
    )
    estimate.done("a.md", 10)
    estimate.done("b.pdf", 1)
    assert estimate.seconds_left(11.0) == 5 + 5


def test_a_format_not_seen_yet_has_the_rate_of_all() -> None:
    estimate = Estimate([item("a.md", 100), item("b.pptx", 200)])
    estimate.done("a.md", 10)
    assert estimate.seconds_left(10.0) == 20


def test_nothing_is_promised_before_it_can_be_known() -> None:
    estimate = Estimate([item("a.md", 100), item("b.md", 100)])
    assert estimate.seconds_left(60.0) is None
    estimate.done("a.md", 10)
    assert estimate.seconds_left(1.0) is None


def test_failed_and_unknown_files_are_no_trouble() -> None:
    estimate = Estimate([item("a.md", 100), item("b.md", 100)])
    estimate.done("a.md", 0)
    estimate.done("unchanged.md", 0)
    assert estimate.seconds_left(60.0) is None


def test_in_words() -> None:
    assert in_words(None) == ""
    assert in_words(1) == "about 5 s left"
    assert in_words(61) == "about 60 s left"
    assert in_words(600) == "about 10 min left"
    assert in_words(9_000) == "about 2.5 h left"
