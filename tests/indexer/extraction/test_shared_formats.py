"""The formats that teachers were refused: read now, or refused with a cure that fits."""

from pathlib import Path

from indexer.errors import Unreadable
from indexer.extraction.containers import is_container
from indexer.extraction.left_behind import is_left_behind
from indexer.extraction.worker import read_here


def text_of(file: Path) -> str:
    return "\n".join(block.text for block in read_here(file, 2**26).blocks)


def test_no_cure_is_a_mere_list_of_suffixes(shared_dir: Path) -> None:
    folder = shared_dir / "cases" / "other-formats"
    vague = []
    for file in sorted(folder.iterdir()):
        if is_container(file.name) or is_left_behind(file.name):
            continue
        try:
            read_here(file, 2**26)
        except Unreadable as refused:
            if "Readable are" in refused.cure:
                vague.append(file.name)
    assert vague == ["README", "noext"]


def test_a_notebook_and_a_handout(shared_dir: Path) -> None:
    folder = shared_dir / "cases" / "other-formats"
    for name in ("notebook.ipynb", "handout.tex"):
        assert (read_here(folder / name, 2**26).metadata.title or "").startswith("Pendulum")


def test_markdown_of_myst_quarto_and_hugo(shared_dir: Path) -> None:
    cases = shared_dir / "cases"
    myst = text_of(cases / "markdown-myst" / "tips.md")
    assert not any(
        sign in myst for sign in ("(exit-tickets)=", ":class:", ":tags:", "{ref}", ":::")
    )
    assert "ADMONITIONBODY" in myst
    assert "FIGURECAPTION" in myst
    quarto = text_of(cases / "markdown-quarto" / "lesson.qmd")
    assert "CALLOUTTITLE Think first" in quarto
    assert not any(sign in quarto for sign in ("{#sec", "{{<", "#| ", "mean(x)"))
    hugo = read_here(cases / "markdown-toml" / "hugo.md", 2**20).metadata
    assert (hugo.title, hugo.authors, hugo.year) == ("TOMLTITLE Exit tickets", ("Ana Kovac",), 2024)
