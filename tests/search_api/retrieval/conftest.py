"""A collection of six short resources in which every score can be worked out by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.catalogue import Catalogue, passages, resources, works
from indexer.domain import Block, Metadata, Passage, Resource
from indexer.run.encode import encode_key_words, encode_sentences, text_hash
from indexer.settings import Settings
from indexer.storage import publish
from indexer.text.splitting import split
from search_api.retrieval.index_reader import IndexReader, Searcher
from tests.word_encoder import WordEncoder

VOCABULARY = ("silent", "lecture", "quiet", "essay", "rubric", "soil", "djak")
SERBIAN = {"cuti": "silent", "casu": "lecture"}

TEXTS: dict[str, tuple[Metadata, str]] = {
    "silence": (
        Metadata(title="When nobody speaks", language="en", authors=("Ana Kovač",), year=2024),
        "A silent lecture needs pairs. Silent students whisper first.",
    ),
    "quiet": (
        Metadata(title="Calm rooms", language="en", year=2022, disciplines=("0113",)),
        "A quiet room helps everybody think.",
    ),
    "essays": (
        Metadata(title="Fair marks: a short guide", language="en", strategies=("rubric",)),
        "Essay marking wants a rubric. Essays deserve feedback.",
    ),
    "soil": (
        Metadata(title="Soil in the field", language="en", disciplines=("0532",)),
        "A soil laboratory fits in a bucket. The soil is silent.",
    ),
    "tisina": (
        Metadata(title="Тишина у слушаоници", language="sr-Cyrl"),
        "Настава је тиха: silent lecture. Ученици и ђаци ћуте.",
    ),
    "heshtja": (
        Metadata(title="Heshtja në auditor", language="sq", year=2023),
        "Studentët heshtin në auditor, silent.",
    ),
}

Put = Callable[[Catalogue, str, Metadata, str], None]


@pytest.fixture(scope="session")
def encoder() -> WordEncoder:
    return WordEncoder(*VOCABULARY, synonyms=SERBIAN)


@pytest.fixture(scope="session")
def put(encoder: WordEncoder) -> Put:
    """Store a text as a resource, in place of its former one. Within a transaction."""

    def put(catalogue: Catalogue, name: str, metadata: Metadata, text: str) -> None:
        cut: tuple[Passage, ...] = split([Block(text)], language=metadata.language)
        hashes = [text_hash(encoder, passage.text) for passage in cut]
        vectors = encoder.encode_passages([passage.text for passage in cut])
        passages.put_vectors(catalogue, dict(zip(hashes, vectors, strict=True)))
        root, path = str(Path("texts")), f"{name}.md"
        resource = Resource(name, root, path, name, "text/markdown", metadata, {}, None, len(cut))
        resources.put(catalogue, resource, cut, hashes)

    return put


@pytest.fixture(scope="session")
def make_reader(
    encoder: WordEncoder, put: Put, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[dict[str, tuple[Metadata, str]]], IndexReader]:
    """Make a library of texts by id; the encoder reads the text alone, without its title."""

    def make(texts: dict[str, tuple[Metadata, str]]) -> IndexReader:
        data_dir = tmp_path_factory.mktemp("index")
        catalogue = Catalogue.create_or_open(data_dir)
        with catalogue.transaction():
            catalogue.set_about("encoder", encoder.fingerprint)
            for name, (metadata, text) in texts.items():
                put(catalogue, name, metadata, text)
            encode_key_words(catalogue, encoder)
            encode_sentences(catalogue, encoder)
            works.refresh(catalogue)
        publish.publish(catalogue, data_dir, encoder.dimension)
        catalogue.close()
        return IndexReader(Settings(data_dir=data_dir), encoder)

    return make


@pytest.fixture(scope="session")
def reader(make_reader: Callable[[dict[str, tuple[Metadata, str]]], IndexReader]) -> IndexReader:
    return make_reader(TEXTS)


@pytest.fixture
def searcher(reader: IndexReader) -> Iterator[Searcher]:
    with reader.searcher() as opened:
        yield opened


@pytest.fixture
def address(searcher: Searcher) -> Callable[[str], str]:
    """The address of the only passage of a resource."""

    def of(name: str) -> str:
        return passages.of_resource(searcher.catalogue, name)[0].address

    return of
