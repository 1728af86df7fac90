"""A collection of which every recommendation can be worked out by reading it."""

from collections.abc import Iterator

import pytest

from indexer.run import pipeline
from indexer.settings import Settings
from search_api.retrieval.index_reader import IndexReader, Searcher
from tests.word_encoder import WordEncoder

# In no definition of a problem, so that no resource is about one by accident.
WORDS = ("magnet", "ballot", "leaf", "river", "bridge")


def document(text: str, **fields: str) -> str:
    """Return a Markdown file with front matter."""
    front = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\n{front}---\n# {fields['title']}\n\n{text}\n"


DOCUMENTS = {
    "votes": document(
        "A ballot on each magnet. The magnet again, and a ballot of pairs.",
        title="Votes on magnets",
        language="en",
        type="good-practice",
        strategies="[peer-instruction]",
        discipline='["0533"]',
        institution="University A",
    ),
    "votime": document(
        "Votim: magnet, ballot.",
        title="Votime",
        language="sq",
        type="good-practice",
        strategies="[peer-instruction]",
        discipline='["0533"]',
        translation_of="votes",
        institution="University A",
    ),
    "leaves": document(
        "A ballot on each leaf, and a leaf for the ballot.",
        title="Votes on leaves",
        language="en",
        type="guide",
        strategies="[peer-instruction]",
        discipline='["0511"]',
        institution="University B",
    ),
    "rivers": document(
        "The magnet in the river, the river in the field.",
        title="Magnets outdoors",
        language="en",
        type="good-practice",
        strategies="[field-work]",
        discipline='["0533"]',
        institution="University C",
    ),
    "study": document(
        "In a randomised trial with 240 students each ballot of a pair helped. "
        "We plan interviews with 12 of them.",
        title="What votes do",
        language="en",
        type="research-summary",
        strategies="[peer-instruction]",
        discipline='["0111"]',
    ),
    "bridges": document(
        "A bridge and a bridge.",
        title="Bridges",
        language="en",
        type="good-practice",
        strategies="[simulation]",
        discipline='["0732"]',
        institution="University A",
    ),
}


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> IndexReader:
    """The index of the collection, opened."""
    folder = tmp_path_factory.mktemp("recommended")
    for name, text in DOCUMENTS.items():
        marked = text.replace("---\n", f"---\nid: {name}\n", 1)
        (folder / f"{name}.md").write_text(marked, encoding="utf-8")
    encoder = WordEncoder(*WORDS)
    settings = Settings(data_dir=tmp_path_factory.mktemp("index-of-recommended"))
    pipeline.run(folder, settings, encoder)
    return IndexReader(settings, encoder)


@pytest.fixture
def searcher(reader: IndexReader) -> Iterator[Searcher]:
    with reader.searcher() as searcher:
        yield searcher
