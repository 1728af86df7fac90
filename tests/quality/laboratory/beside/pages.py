"""docs/BENCHMARKS.md, its pictures and its figures, written anew from what was measured."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.quality.laboratory.beside import charts, report
from tests.quality.laboratory.beside.report import Quality
from tests.quality.laboratory.beside.rounds import Speeds


def write(
    docs: Path,
    facts: Mapping[str, object],
    speeds: Mapping[str, Speeds],
    several: Sequence[Quality],
) -> None:
    """Write the tables into docs/BENCHMARKS.md, and docs/benchmarks/."""
    folder = docs / "benchmarks"
    folder.mkdir(exist_ok=True)
    pictures = {
        "speed": charts.svg(report.speed_panels(speeds), "Speed and size"),
        "quality": charts.svg(report.quality_panels(several), "What is found"),
    }
    for name, picture in pictures.items():
        (folder / f"{name}.svg").write_text(picture, encoding="utf-8")
    means = {quality.name: quality.all_means() for quality in several}
    figures = json.dumps({"facts": facts, "speed": speeds, "quality": means}, indent=1)
    (folder / "figures.json").write_text(f"{figures}\n", encoding="utf-8")
    page = docs / "BENCHMARKS.md"
    text = page.read_text(encoding="utf-8")
    for block, content in _blocks(facts, speeds, several).items():
        text = put(text, block, content)
    page.write_text(text, encoding="utf-8")


def _blocks(
    facts: Mapping[str, object], speeds: Mapping[str, Speeds], several: Sequence[Quality]
) -> dict[str, str]:
    languages = [
        f"**{quality.name}**\n\n{report.markdown(report.language_table(quality))}"
        for quality in several
        if len(quality.languages) > 1
    ]
    return {
        "facts": "\n".join(f"- {name}: {value}" for name, value in facts.items()),
        "speed": report.markdown(report.speed_table(speeds)),
        "quality": report.markdown(report.quality_table(several)),
        "languages": "\n\n".join(languages),
        "judged": report.markdown(report.judged_table(several)),
    }


def put(text: str, block: str, content: str) -> str:
    """Return `text` with what stands between the marks of `block` replaced.

    Raises ValueError where there are no such marks.
    """
    begin, end = f"<!-- {block} -->", f"<!-- end of {block} -->"
    changed, found = re.subn(
        f"{begin}.*?{end}", lambda _: f"{begin}\n{content}\n{end}", text, flags=re.DOTALL
    )
    if found != 1:
        raise ValueError(f"there is not one block {begin} ... {end}")
    return changed
