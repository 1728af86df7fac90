"""How search, publication and storage grow with the collection: the figures of docs/SCALING.md.

    python -m tests.quality.laboratory.scaling .balkanetup --sizes 10000 100000 1000000 --to DIR

Makes a collection of each size of the passages of real indexes (`building.py` says how), publishes
it, asks the questions of tests/quality/collection and adds a document. Writes figures.json and
scaling.svg to DIR. A million passages take 15 GB of disk and 8 GB of memory; each collection is
deleted once it is measured.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from indexer.catalogue import Catalogue
from indexer.encoding import Encoder, load_encoder
from indexer.settings import Settings
from indexer.vectors import EXACT_UPTO
from tests.quality.laboratory.retrieval import judged
from tests.quality.laboratory.scaling import building, drawing, measuring
from tests.quality.laboratory.scaling.material import Material, read

_QUESTIONS = Path("tests/quality/collection")
_ASKED = 60


def main() -> int:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("material", type=Path, nargs="+", help="data folders of real indexes")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--to", type=Path, default=Path(".balkanetup/scaling"))
    arguments = parser.parse_args()
    texts = [question.text for question in judged.read(_QUESTIONS).of_split("all")]
    texts = texts[:: max(1, len(texts) // _ASKED)]
    material, encoder = read(arguments.material), load_encoder(Settings())
    arguments.to.mkdir(parents=True, exist_ok=True)
    figures = []
    for size in arguments.sizes:
        figures.append(measured(material, encoder, texts, size, arguments.to))
        print(json.dumps(figures[-1]), flush=True)
        write(figures, arguments.to)
    return 0


def measured(
    material: Material,
    encoder: Encoder,
    texts: Sequence[str],
    size: int,
    folder: Path,
    exact_upto: int = EXACT_UPTO,
) -> dict[str, Any]:
    """Make a collection in `folder`, return its figures, delete it."""
    data_dir = Path(tempfile.mkdtemp(dir=folder))
    try:
        began = time.perf_counter()
        with closing(Catalogue.create_or_open(data_dir)) as catalogue:
            building.fill(catalogue, material, size)
        filled = {"fill_seconds": round(time.perf_counter() - began, 1)}
        settings = Settings(data_dir=data_dir)
        return filled | measuring.measure(settings, encoder, texts, exact_upto)
    finally:
        shutil.rmtree(data_dir)


def write(figures: Sequence[dict[str, Any]], folder: Path) -> None:
    """Write the figures, and their picture, to a folder."""
    text = json.dumps(list(figures), indent=1)
    (folder / "figures.json").write_text(text + "\n", encoding="utf-8")
    (folder / "scaling.svg").write_text(drawing.picture(figures), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
