"""What size, overlap and context of passages do to retrieval (PASSAGES.md).

    python -m tests.quality.laboratory.retrieval.passages tests/quality/collection corpus/sources
    python -m tests.quality.laboratory.retrieval.passages ../shared/benchmarks/scifact

For each choice the documents are cut, indexed and asked the **tune** questions, as the product does
it. The folder of a set without documents is given after it. Of a larger set a sample is taken: the
documents that are judged for the tune questions, and every tenth of the others.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from indexer.domain import Passage
from indexer.encoding import load_encoder
from indexer.run import pipeline, prepare
from indexer.settings import Settings
from indexer.text.splitting import encoded_text
from search_api.retrieval.index_reader import IndexReader
from tests.quality.laboratory.retrieval import indexing, judged, measuring, running
from tests.quality.laboratory.retrieval.judged import JudgedSet

Context = Callable[[str, Passage], str]
_EVERY = 10


def everything(title: str, passage: Passage) -> str:
    """Return what the product has the encoder read."""
    return encoded_text(title, passage)


def title_only(title: str, passage: Passage) -> str:
    """Return the title and the text, without the headings."""
    return encoded_text(title, replace(passage, heading_path=()))


def text_alone(title: str, passage: Passage) -> str:
    """Return the text of the passage."""
    return passage.text


CHOICES: tuple[tuple[int, int, Context], ...] = (
    (80, 16, everything),
    (120, 24, everything),
    (160, 32, everything),
    (200, 40, everything),
    (200, 0, everything),
    (200, 40, title_only),
    (200, 40, text_alone),
    (235, 47, everything),
)


def main(folder: Path, sources: Path | None) -> None:
    """Print a line for each choice."""
    known = sample(judged.read(folder))
    settings = Settings()
    with tempfile.TemporaryDirectory() as room:
        encoder = indexing.RememberingEncoder(load_encoder(settings), Path(room) / "vectors.sqlite")
        for number, (pieces, overlap, context) in enumerate(CHOICES):
            there = settings.model_copy(update={"data_dir": Path(room) / str(number)})
            with cut(pieces, overlap, context):
                if sources is None:
                    indexing.index_documents(known.documents, there.data_dir, encoder)
                else:
                    pipeline.run(sources, there, encoder)
            with IndexReader(there, encoder).searcher() as searcher:
                runs = running.ask_all(searcher, known.of_split("tune"))
                count = len(searcher.state.places.ids)
            found = {
                (one.system, one.language): one.mean
                for one in measuring.figures(runs, known.judgements)
                if one.measure == "nDCG@10" and one.language in ("all", "en")
            }
            shown = ", ".join(
                f"{system} {name} {mean:.3f}" for (system, name), mean in found.items()
            )
            print(f"{pieces} / {overlap} {context.__name__}: {count} passages, {shown}", flush=True)


def sample(known: JudgedSet) -> JudgedSet:
    """Return the set with a part of its documents."""
    tune = {one.id for one in known.of_split("tune")}
    needed = {document for one in tune for document in known.judgements.get(one, {})}
    kept = [
        one for place, one in enumerate(known.documents) if one.id in needed or place % _EVERY == 0
    ]
    return replace(known, documents=tuple(kept))


@contextmanager
def cut(pieces: int, overlap: int, context: Context) -> Iterator[None]:
    """Have documents cut, and passages read by the encoder, as said."""
    with (
        patch("indexer.text.splitting.TARGET_PIECES", pieces),
        patch("indexer.text.splitting.OVERLAP_PIECES", overlap),
        patch("indexer.text.splitting.SMALLEST_PIECES", min(60, pieces // 2)),
        patch.object(prepare, "encoded_text", context),
        patch.object(indexing, "encoded_text", context),
    ):
        yield


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
