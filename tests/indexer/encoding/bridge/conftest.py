"""SIB-200: the same sentences in every language, never trained or tuned on."""

import csv
from pathlib import Path

import numpy as np
import pytest

from tests.quality.laboratory.bridge.teacher import teacher_vectors

EVERY = 2  # half of the sentences, so that the teacher needs seconds


@pytest.fixture(scope="session")
def sib200(shared_dir: Path) -> dict[str, list[str]]:
    """Sentences by language, in one order."""
    texts: dict[str, list[str]] = {}
    for path in sorted((shared_dir / "benchmarks" / "sib200").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            texts[path.stem] = [row[1] for row in sorted(rows, key=lambda row: int(row[0]))]
    return {language: texts_of_language[::EVERY] for language, texts_of_language in texts.items()}


@pytest.fixture(scope="session")
def sib200_english(
    sib200: dict[str, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> np.ndarray:
    """MiniLM's vectors of the English sentences."""
    return teacher_vectors(sib200["en"], tmp_path_factory.mktemp("sib200"))
