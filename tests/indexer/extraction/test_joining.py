"""Words that a line's end cut are whole again, and compounds keep the hyphen that was theirs."""

from collections import Counter

import pytest

from indexer.extraction.joining import joined, word_counts

NOTHING: Counter[str] = Counter()


@pytest.mark.parametrize(
    "compound",
    [
        *("e-learning", "t-test", "in-class", "in-service", "decision-making", "team-based"),
        *("student-centred", "cost-effective", "part-time", "know-how", "flipped-classroom"),
        *("lower-level", "topic-related", "trial-and-error", "step-by-step", "think-pair-share"),
        *("društveno-humanistički", "nastavno-naučno", "vaspitno-obrazovnog", "учебно-методически"),
        *("наставно-научног", "Anglo-Saxon", "2024-2025"),
    ],
)
def test_a_compound_keeps_its_hyphen_wherever_the_line_ends(compound: str) -> None:
    parts = compound.split("-")
    for cut in range(1, len(parts)):
        lines = ["-".join(parts[:cut]) + "-", "-".join(parts[cut:]) + " again"]
        assert joined(lines, NOTHING) == f"{compound} again"


@pytest.mark.parametrize(
    "syllables",
    [
        *("in-formation", "know-ledge", "think-ing", "assess-ment", "inter-related", "cor-related"),
        *("under-standing", "coop-eration"),
        *("jedno-stavno", "razno-vrsni", "astrono-mskog", "obrazo-vanje", "едно-значно"),
        *("evi-dence-based",),
    ],
)
def test_a_syllable_loses_the_hyphen_of_the_line_s_end(syllables: str) -> None:
    head, tail = syllables.split("-", 1)
    assert joined([f"{head}-", tail], NOTHING) == head + tail


def test_the_document_knows_better_than_the_lists() -> None:
    words = word_counts(["teambased work", "a self-study", "cost effective"])
    assert joined(["team-", "based"], words) == "teambased"
    assert joined(["bioself-", "study"], words) == "bioselfstudy"
