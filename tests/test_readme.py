"""The README is true: its commands run, its links lead somewhere."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.extraction import containers, registry

REPOSITORY = Path(__file__).resolve().parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line]
OURS = [line.split("#")[0].strip() for line in COMMANDS if "balkanetup" in line]


def test_every_command_is_one_that_a_test_here_runs() -> None:
    makes = [line.split("#")[0].strip() for line in COMMANDS if line.startswith("make ")]
    assert makes == ["make run", "make test"]
    assert len(makes) + len(OURS) == len(COMMANDS)


def test_the_formats_it_names_are_those_that_are_read() -> None:
    table = README[README.index("| Read are") : README.index("Their templates")]
    named = set(re.findall(r"`(\.[a-z0-9]+)`", table))
    assert named <= set(registry.suffixes()) | set(containers.SUFFIXES)
    first = {format_.suffixes[0] for format_ in registry.formats()}
    assert first | set(containers.SUFFIXES) <= named


def made(*arguments: str) -> str:
    done = subprocess.run(
        ["make", *arguments], cwd=REPOSITORY, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_make_alone_lists_every_target_with_what_it_does() -> None:
    phony = re.findall(
        r"^\.PHONY: (.*)$", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE
    )
    listed = dict(re.findall(r"^  make ([a-z-]+) +(\S.*)$", made(), re.MULTILINE))
    assert list(listed) == " ".join(phony).split()


@pytest.mark.parametrize(
    ("target", "command"),
    [
        ("run", "balkanetup start"),
        ("test", 'pytest -m "not slow and not browser"'),
        ("test-all", "-m pytest\n"),
        ("check", "mypy"),
    ],
)
def test_make_does_what_it_says(target: str, command: str) -> None:
    assert command in made("-n", target)


@pytest.mark.slow
def test_the_commands_run_one_after_the_other(tmp_path: Path) -> None:
    documents = tmp_path / "corpus"  # some of the collection: all of it would take minutes
    documents.mkdir()
    for file in (REPOSITORY / "corpus" / "documents").glob("*lecture*"):
        shutil.copy(file, documents)
    for file in (REPOSITORY / "corpus" / "documents").glob("peer-instruction*"):
        shutil.copy(file, documents)
    environment = {**os.environ, "BALKANETUP_DATA_DIR": str(tmp_path / "index")}
    for line in OURS:
        command = shlex.split(line)
        command[0] = str(Path(sys.executable).parent / Path(command[0]).name)
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "tests/quality/README.md"])
def test_every_link_leads_to_a_file(page: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", (REPOSITORY / page).read_text(encoding="utf-8"))
    missing = [
        target for target in targets if "://" not in target and not (REPOSITORY / target).exists()
    ]
    assert not missing


@pytest.mark.parametrize(
    "page",
    [
        *("GLOSSARY.md", "CONTRIBUTING.md", "indexer/encoding/README.md"),
        *("tests/quality/README.md", "tests/quality/RANKING.md", "tests/quality/PASSAGES.md"),
    ],
)
def test_every_path_that_a_page_names_is_there(page: str) -> None:
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    named = re.findall(r"(?:indexer|search_api|ui|tests)/[\w./-]*\w", text)
    assert named
    assert [path for path in named if not (REPOSITORY / path).exists()] == []
