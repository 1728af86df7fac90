"""What size, overlap and context of passages do to retrieval (PASSAGES.md).

    python -m tests.quality.laboratory.retrieval.passages tests/quality/collection corpus/sources
    python -m tests.quality.laboratory.retrieval.passages ../shared/benchmarks/scifact

For each choice the documents are cut, indexed and asked the **tune** questions, as the product does
it. The folder of a set without documents is given after it. Of a larger set a sample is taken: the
documents that are judged for the tune questions, and every tenth of the others.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from indexer.catalogue import Catalogue, resources
from indexer.domain import Block, Passage
from indexer.encoding import Encoder, load_encoder
from indexer.extraction.worker import read_here
from indexer.run import pipeline
from indexer.settings import Settings
from indexer.text.splitting import Sizes, encoded_text
from search_api.retrieval.index_reader import IndexReader
from tests.quality.laboratory.retrieval import indexing, judged, measuring, running
from tests.quality.laboratory.retrieval.indexing import Cutting
from tests.quality.laboratory.retrieval.judged import JudgedDocument, JudgedSet

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


def cutting(target: int, overlap: int, context: Callable[[str, Passage], str]) -> Cutting:
    return Cutting(Sizes(target, overlap, min(60, target // 2)), context)


CHOICES = (
    cutting(80, 16, everything),
    cutting(120, 24, everything),
    cutting(160, 32, everything),
    cutting(200, 40, everything),
    cutting(200, 0, everything),
    cutting(200, 40, title_only),
    cutting(200, 40, text_alone),
    cutting(235, 47, everything),
)


def main(folder: Path, sources: Path | None) -> None:
    """Print a line for each choice."""
    judged_set = sample(judged.read(folder))
    settings = Settings()
    with tempfile.TemporaryDirectory() as room:
        encoder = indexing.RememberingEncoder(load_encoder(settings), Path(room) / "vectors.sqlite")
        documents: Sequence[JudgedDocument] = judged_set.documents
        blocks: dict[str, Sequence[Block]] = {}
        if sources is not None:
            there = settings.model_copy(update={"data_dir": Path(room) / "product"})
            documents, blocks = read_folder(sources, there, encoder)
        for number, choice in enumerate(CHOICES):
            there = settings.model_copy(update={"data_dir": Path(room) / str(number)})
            indexing.index_documents(
                documents,
                there.data_dir,
                encoder,
                choice,
                (lambda document: blocks[document.id]) if blocks else None,
            )
            with IndexReader(there, encoder).searcher() as searcher:
                runs = running.ask_all(searcher, judged_set.of_split("tune"))
                count = len(searcher.state.passage_table.ids)
            ndcg = {
                (figure.system, figure.language): figure.mean
                for figure in measuring.figures(runs, judged_set.judgements)
                if figure.measure == "nDCG@10" and figure.language in ("all", "en")
            }
            shown = ", ".join(
                f"{system} {name} {mean:.3f}" for (system, name), mean in ndcg.items()
            )
            name = f"{choice.sizes.target} / {choice.sizes.overlap} {choice.context.__name__}"
            print(f"{name}: {count} passages, {shown}", flush=True)


def read_folder(
    sources: Path, settings: Settings, encoder: Encoder
) -> tuple[list[JudgedDocument], dict[str, Sequence[Block]]]:
    """Return the resources of a folder, as the product indexes them, and their blocks by id."""
    pipeline.run(sources, settings, encoder)
    catalogue = Catalogue.open(settings.data_dir)
    stored = resources.several(catalogue)
    catalogue.close()
    documents = [
        JudgedDocument(resource.id, resource.metadata.title or "", "", resource.metadata.language)
        for resource in stored
    ]
    limit = settings.max_file_bytes
    return documents, {
        resource.id: read_here(sources / resource.path, limit).blocks for resource in stored
    }


def sample(judged_set: JudgedSet) -> JudgedSet:
    """Return the set with a part of its documents."""
    tune = {question.id for question in judged_set.of_split("tune")}
    needed = {
        document for question_id in tune for document in judged_set.judgements.get(question_id, {})
    }
    kept = [
        document
        for place, document in enumerate(judged_set.documents)
        if document.id in needed or place % _EVERY == 0
    ]
    return replace(judged_set, documents=tuple(kept))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
