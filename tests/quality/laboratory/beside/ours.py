"""BALKANETUP Search under the protocol of the rivals (rivals/protocol.py).

`index` takes ready passages, as the rivals do: languages, stems, key words, vectors of passages and
sentences, the catalogue and a published generation, which are all that a search needs. `WEIGHTS` is
not read: ours lie in the package. A single search and the service are `balkanetup search` and
`balkanetup serve` themselves.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from indexer.catalogue import Catalogue, passages, resources
from indexer.domain import Metadata, Passage, Resource
from indexer.encoding import load_encoder
from indexer.run.encode import encode_key_words, encode_missing, encode_sentences, text_hash
from indexer.settings import Settings
from indexer.storage import publish
from indexer.text.language import detect
from search_api.retrieval.index_reader import IndexReader
from search_api.retrieval.query import Query
from tests.quality.laboratory.beside.rivals import protocol
from tests.quality.laboratory.retrieval.running import ranked

_BOTH_MODELS = ["Students who do not speak.", "Студенти који не говоре."]


class Ours:
    """An index of ours."""

    def __init__(self, _weights: Path, index: Path) -> None:
        self._settings = Settings(data_dir=index)
        self._encoder = load_encoder(self._settings)
        self._encoder.encode_passages(_BOTH_MODELS)  # each is loaded when it is first needed
        self._reader = IndexReader(self._settings, self._encoder)

    def index(self, rows: list[dict[str, str]]) -> None:
        """Index passages, those of a document next to each other."""
        catalogue = Catalogue.create_or_open(self._settings.data_dir)
        try:
            with catalogue.transaction():
                self._fill(catalogue, rows)
            publish.publish(catalogue, self._settings.data_dir, self._encoder.dimension)
        finally:
            catalogue.close()

    def _fill(self, catalogue: Catalogue, rows: list[dict[str, str]]) -> None:
        catalogue.set_about("encoder", self._encoder.fingerprint)
        texts = [row["text"] for row in rows]
        passages.put_vectors(catalogue, encode_missing(catalogue, self._encoder, texts))
        for document, own in groupby(rows, key=lambda row: row["document"]):
            self._put(catalogue, document, [row["text"] for row in own])
        encode_key_words(catalogue, self._encoder)
        encode_sentences(catalogue, self._encoder)

    def _put(self, catalogue: Catalogue, document: str, texts: list[str]) -> None:
        resource = Resource(
            document, "beside", document, document, "text/plain", Metadata(identifier=document)
        )
        hashes = [text_hash(self._encoder, text) for text in texts]
        resources.put(catalogue, resource, list(_passages(texts)), hashes)

    def ranked(self, question: str, depth: int) -> list[tuple[str, str]]:
        """Return the resources of an answer, best first; `depth` is that of our own pools."""
        with self._reader.searcher() as searcher:
            return [(resource, "") for resource in ranked(searcher, Query(question))[0]]


def _passages(texts: list[str]) -> Iterator[Passage]:
    start = 0
    for ordinal, text in enumerate(texts):
        yield Passage(ordinal, text, start, start + len(text), language=detect(text))
        start += len(text) + 2


if __name__ == "__main__":
    protocol.main(Ours)
