"""Word, PowerPoint and Excel 97-2003: through LibreOffice, or refused with the cure."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.domain import Block, Outcome
from indexer.errors import Unreadable
from indexer.extraction import old_office
from indexer.extraction.isolation import Reader
from indexer.extraction.registry import suffixes
from indexer.extraction.signatures import OLE2
from indexer.settings import Settings
from tests.indexer.extraction import making

Stand = Callable[[str], None]
CONVERTS = 'for last; do :; done; while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; '


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Let a shell script stand in for LibreOffice."""

    def stand_in(script: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setattr(old_office, "program", lambda: str(program))

    return stand_in


@pytest.fixture
def old(tmp_path: Path) -> Path:
    file = tmp_path / "silabus.doc"
    file.write_bytes(OLE2 + bytes(2000))
    return file


def refusal(file: Path, seconds: int = 20) -> Unreadable:
    with Reader(Settings(wall_seconds=seconds)) as reader, pytest.raises(Unreadable) as caught:
        reader.read(file)
    return caught.value


def test_without_libreoffice_the_cure_tells_what_to_do(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_office, "program", lambda: None)
    refused = refusal(old)
    assert refused.outcome == Outcome.UNSUPPORTED
    assert refused.cure == (
        "Save it as .docx or .pdf; where LibreOffice is installed, it is read as it is."
    )


def test_what_libreoffice_makes_of_it_is_read(old: Path, tmp_path: Path, stand_in: Stand) -> None:
    body = "<w:p><w:r><w:t>Силабус предмета</w:t></w:r></w:p>"
    (tmp_path / "new.docx").write_bytes(making.word_with(body))
    stand_in(f'{CONVERTS} cp {tmp_path}/new.docx "$2/document.docx"; echo x > "$HOME/left"')
    with Reader(Settings()) as reader:
        extraction = reader.read(old)
    assert extraction.blocks == (Block("Силабус предмета"),)
    assert extraction.findings == (old_office.NOTE,)
    assert suffixes()[".doc"].media_type == "application/msword"


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ("exit 0", Outcome.MALFORMED),
        ("sleep 60", Outcome.TIMEOUT),
        (f'{CONVERTS} ln -s /etc/passwd "$2/document.docx"', Outcome.MALFORMED),
    ],
)
def test_a_libreoffice_that_fails_costs_one_file(
    old: Path, stand_in: Stand, script: str, outcome: Outcome
) -> None:
    stand_in(script)
    assert refusal(old, seconds=3).outcome == outcome


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.slow
def test_libreoffice_itself(shared_dir: Path) -> None:
    file = next((shared_dir / "badfiles").rglob("*testWORD_various.doc"))
    with Reader(Settings()) as reader:
        assert "This is a footnote." in [block.text for block in reader.read(file).blocks]
