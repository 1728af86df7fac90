"""CUDA, gigabytes of it, is never fetched unless somebody asks for it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


def wheel(folder: Path, name: str, version: str, *needs: str) -> None:
    """Write a wheel without content, that needs these packages."""
    info = f"{name}-{version}.dist-info"
    facts = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {it}" for it in needs)]
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as written:
        written.writestr(f"{info}/METADATA", "\n".join(["Metadata-Version: 2.1", *facts, ""]))
        written.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        written.writestr(f"{info}/RECORD", "")


@pytest.mark.parametrize(("needs", "is_installed"), [(["triton==3.7"], False), ([], True)])
def test_only_a_torch_without_cuda_is_installed(
    tmp_path: Path, needs: list[str], is_installed: bool
) -> None:
    wheel(tmp_path, "torch", "2.13.0", *needs)
    wheel(tmp_path, "triton", "3.7")  # what PyTorch's wheels for graphics cards need on Linux
    place = [f"--find-links={tmp_path}", "--no-index", f"--target={tmp_path / 'site'}"]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--isolated", "install", *place),
            *("--constraint", "cpu-only.txt", "torch==2.13.0"),
        ],
        cwd=REPOSITORY,
        env={**os.environ, "PIP_CONFIG_FILE": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is is_installed, done.stderr
    assert (tmp_path / "site").exists() is is_installed


def test_torch_is_nowhere_installed_but_behind_that_constraint() -> None:
    makefile = (REPOSITORY / "Makefile").read_text()
    fetching = [line for line in makefile.splitlines() if "$(TORCH)" in line]
    assert fetching
    assert all("$(CPU_ONLY)" in line for line in fetching)
    (tests,) = [
        line
        for line in (REPOSITORY / "pyproject.toml").read_text().splitlines()
        if "balkanetup-search[cluster" in line
    ]
    assert "models" not in tests
