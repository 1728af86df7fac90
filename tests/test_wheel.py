"""The wheel, installed away from the repository, indexes and answers from any folder."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.quality.laboratory.starting import plainly_installed

REPOSITORY = Path(__file__).resolve().parents[1]
PACKED = ("indexer", "search_api", "ui", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the installed wheel; its dependencies are those of the tests."""
    source = tmp_path_factory.mktemp("source")
    for name in PACKED:
        packed = REPOSITORY / name
        copy = shutil.copytree if packed.is_dir() else shutil.copy
        copy(packed, source / name)
    wheels, folder = source / "dist", tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "-w", wheels, source], check=True)
    (wheel,) = wheels.glob("*.whl")
    subprocess.run([*pip, "install", "-q", "--no-deps", "--target", folder, wheel], check=True)
    return folder


def test_a_plain_installation_brings_no_torch_and_nothing_for_graphics_cards() -> None:
    """Neither do the packages that our packages need: torch would bring gigabytes of CUDA."""
    heavy = re.compile("torch|nvidia|cuda|triton|transformers|scipy")
    assert not [name for name in plainly_installed() if heavy.search(name.lower())]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_first_use_works_from_any_folder(site: Path, tmp_path: Path) -> None:
    """Also with a data directory that is told relative to that folder, and without torch."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "pairs.md").write_text(
        "# Voting twice\n\nStudents vote, discuss the question in pairs, and vote again.\n" * 3
    )
    (tmp_path / "torch.py").write_text("raise ImportError('torch was asked for')\n")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(site), str(tmp_path)]),
        "BALKANETUP_DATA_DIR": "index",
    }

    def balkanetup(*words: str) -> str:
        code = "import search_api.cli as cli, sys; print(cli.__file__); cli.main()"
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert str(site) in done.stdout
        return done.stdout

    assert "1 file" in balkanetup("index", "notes")
    assert "Voting twice" in balkanetup("search", "how do I get students to discuss in pairs")
    assert (tmp_path / "index" / "CURRENT").is_file()
