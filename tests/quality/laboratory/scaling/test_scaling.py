"""The benchmark of scaling runs from end to end, over 300 passages made of two documents."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from indexer.run.pipeline import Options, run
from indexer.settings import Settings
from tests.quality.laboratory.scaling.__main__ import measured, write
from tests.quality.laboratory.scaling.material import read
from tests.word_encoder import WordEncoder


@pytest.mark.parametrize(("exact_upto", "method"), [(300, "exact"), (100, "IVF32")])
def test_figures_and_their_picture(tmp_path: Path, exact_upto: int, method: str) -> None:
    folder, encoder = tmp_path / "texts", WordEncoder("cat", "dog", "owl", "lecture")
    folder.mkdir()
    for name, animal in (("a", "cat"), ("b", "owl")):
        sentences = f"The {animal} sleeps in the lecture. The dog hears the {animal} and barks."
        (folder / f"{name}.md").write_text(f"# The {animal}\n\n{sentences}", encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "real")
    run(folder, settings, encoder, options=Options(workers=1))
    material = read([settings.data_dir])
    assert len(material.passages) == 2
    figures = measured(material, encoder, ["a cat", "owl and dog"], 300, tmp_path, exact_upto)
    assert (figures["passages"], figures["method"].partition(",")[0]) == (300, method)
    assert set(figures["recall_at_10"]) == {"100 %", "5.0%", "0.1%"}
    assert min(figures["recall_at_10"].values()) >= 0.9
    assert figures["added"]["clock"] > 0
    write([figures, figures | {"passages": 3_000}], tmp_path)
    assert json.loads((tmp_path / "figures.json").read_text())[0] == figures
    lines = ElementTree.parse(tmp_path / "scaling.svg").iter("{http://www.w3.org/2000/svg}polyline")
    assert len(list(lines)) == len(figures["milliseconds"]) + 4
