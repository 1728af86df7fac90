"""What the starter collection promises its readers."""

import itertools
import re
import unicodedata
from collections import Counter
from pathlib import Path

from corpus.builders.sources import Source, references
from indexer.domain import Metadata
from indexer.run.documents import survey
from indexer.taxonomy.vocabulary import load
from indexer.text.folding import fold, folded_words

CORPUS = Path(__file__).resolve().parents[2] / "corpus"

# How each language says that an example is invented and describes no real class.
INVENTED = {
    "en": r"[Ii]nvented(?: case| example|, (?:as is|based))",
    "sq": r"trilluar",
    "bs": r"[Ii]zmišljen",
    "hr": r"[Ii]zmišljen",
    "sr-Latn": r"[Ii]zmišljen",
    "sr-Cyrl": r"[Ии]змишљен",
    "mk": r"[Ии]змислен",
    "bg": r"[Ии]змислен",
    "el": r"[Ππ]λασματικ",
}
# Works that their journals took back: no text may rest on them.
RETRACTED = ("10.1111/1467-9280.00441",)


def test_there_are_at_least_120_resources(sources: list[Source]) -> None:
    assert len(sources) >= 120


def test_every_broad_field_has_at_least_five(described: dict[str, Metadata]) -> None:
    fields = Counter(metadata.disciplines[0][:2] for metadata in described.values())
    assert sorted(fields) == [f"{number:02}" for number in range(11)]
    assert min(fields.values()) >= 5, fields


def test_every_discipline_type_and_strategy_is_in_its_vocabulary(
    described: dict[str, Metadata],
) -> None:
    concepts = {
        name: set(load(name).concepts) for name in ("isced_f", "resource_types", "strategies")
    }
    for identifier, metadata in described.items():
        assert set(metadata.disciplines) <= concepts["isced_f"], identifier
        assert metadata.type in concepts["resource_types"], identifier
        assert set(metadata.strategies) <= concepts["strategies"], identifier


def test_all_formats_and_types_are_there(
    sources: list[Source], described: dict[str, Metadata]
) -> None:
    assert {source.format for source in sources} == {
        "pdf", "pdf-two-column", "docx", "pptx", "html", "md",
    }  # fmt: skip
    assert {metadata.type for metadata in described.values()} == {
        "good-practice", "case-study", "workshop-material", "guide", "research-summary",
    }  # fmt: skip


def test_about_half_is_not_english_and_every_language_is_there(
    described: dict[str, Metadata],
) -> None:
    languages = Counter(metadata.language for metadata in described.values())
    assert set(languages) == set(INVENTED)
    assert 0.4 <= languages["en"] / languages.total() <= 0.6
    assert min(languages.values()) >= 5, languages


def test_at_least_twenty_are_translations_of_another(
    sources: list[Source], described: dict[str, Metadata]
) -> None:
    by_id = {source.id: source for source in sources}
    pairs = {
        id: document.translation_of for id, document in described.items() if document.translation_of
    }
    assert len(pairs) >= 20
    for translation, original in pairs.items():
        assert original in by_id, translation
        assert by_id[original].language != by_id[translation].language
        assert references(by_id[original]) == references(by_id[translation]), translation


def test_everything_is_ours_and_free(described: dict[str, Metadata]) -> None:
    assert {metadata.licence for metadata in described.values()} == {"CC-BY-4.0"}
    assert {metadata.authors for metadata in described.values()} == {
        ("BALKANETUP starter collection",)
    }


def test_the_works_listed_are_exactly_the_works_cited(sources: list[Source]) -> None:
    listed = [
        line
        for line in (CORPUS / "references.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("- ")
    ]
    cited = {line for source in sources for line in references(source)}
    assert cited - set(listed) == set(), "add these to corpus/references.md"
    assert set(listed) - cited == set(), "no source cites these"
    assert listed == sorted(set(listed), key=lambda line: (fold(line), line))


def test_every_work_listed_is_cited_in_the_text(sources: list[Source]) -> None:
    for source in sources:
        works = references(source)
        text = source.text.rsplit("\n## ", 1)[0]
        assert 2 <= len(works) <= 6, source.id
        for work in works:
            author = re.split(r"[,(]", work.removeprefix("- "))[0].split()[-1]
            year = re.search(r"\((\d{4})\)", work)
            assert year is not None, work
            assert re.search(rf"{author}.{{0,120}}?{year[1]}", text, re.DOTALL), (source.id, work)


def test_no_text_rests_on_a_retracted_work(sources: list[Source]) -> None:
    resting = [s.id for s in sources if any(doi in s.text for doi in RETRACTED)]
    assert resting == []


def test_an_invented_example_says_so(sources: list[Source]) -> None:
    silent = [s.id for s in sources if not re.search(INVENTED[s.language], s.text)]
    assert silent == []


def test_no_word_mixes_latin_and_cyrillic(sources: list[Source]) -> None:
    mixed = [
        (source.id, word)
        for source in sources
        for word in re.findall(r"[^\W\d_]+", source.described + source.text)
        if {"LATIN", "CYRILLIC"} <= {unicodedata.name(letter).split()[0] for letter in word}
    ]
    assert mixed == []


def test_no_two_say_the_same(sources: list[Source]) -> None:
    """Two texts that share a twentieth of their four-word sequences would be copies."""
    shingles = {source.id: _shingles(source) for source in sources}
    for (first_name, first), (other, second) in itertools.combinations(shingles.items(), 2):
        shared = len(first & second) / min(len(first), len(second))
        assert shared < 0.05, (first_name, other)


def test_indexing_the_folder_takes_the_documents_and_their_descriptions(
    sources: list[Source],
) -> None:
    entries = {entry.path: entry.sidecar for entry in survey(CORPUS).documents}
    assert set(entries) == {f"documents/{source.file_name}" for source in sources}
    bare = {path for path, sidecar in entries.items() if sidecar is None}
    assert bare == {f"documents/{source.id}.md" for source in sources if source.format == "md"}


def _shingles(source: Source) -> set[tuple[str, ...]]:
    words = list(folded_words(source.text.rsplit("\n## ", 1)[0]))
    return {tuple(words[start : start + 4]) for start in range(len(words) - 3)}
