"""docs/DEPLOY.md and the files it names: what can be checked without a machine of their own."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from indexer.settings import Settings
from search_api.cli import app

REPOSITORY = Path(__file__).resolve().parents[1]
GUIDE = REPOSITORY / "docs" / "DEPLOY.md"
DEPLOY = REPOSITORY / "docs" / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
OUR_PROGRAM = "/opt/balkanetup/.venv/bin/balkanetup"
FILES = [GUIDE, *sorted(DEPLOY.iterdir())]

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="needs systemd-analyze"
)


def commands() -> set[str]:
    """Every command of ours that the guide and the units run."""
    text = "\n".join(file.read_text("utf-8") for file in FILES)
    text = text.replace(OUR_PROGRAM, "balkanetup").replace("\nbs ", "\nbalkanetup ")
    matches = re.findall(
        r"(?:^|`|exec |=|balkanetup )balkanetup ((?!:)[a-z][^`\n\"']*)|`bs ([a-z][^`]*)`",
        text,
        re.MULTILINE,
    )
    return {first or second for first, second in matches}


def test_every_command_is_one_of_ours_with_options_that_it_has() -> None:
    assert {"serve", "ui", "status", "doctor --fix"} <= commands()
    for command in commands():
        words = shlex.split(command)
        options = [word.partition("=")[0] for word in words if word.startswith("--")]
        name = words[: 2 if words[0] in ("keys", "generations") else 1]
        help_ = CliRunner().invoke(app, [*name, "--help"], env={"COLUMNS": "200"})
        assert help_.exit_code == 0, command
        assert all(option in help_.stdout for option in options), command


def test_every_setting_is_one_of_ours() -> None:
    ours = {f"BALKANETUP_{name.upper()}" for name in Settings.model_fields}
    named = {
        name
        for file in FILES
        for name in re.findall(r"BALKANETUP_[A-Z_]+", file.read_text("utf-8"))
    }
    assert named - ours == {"BALKANETUP_API_URL"}  # the screens' own


def test_every_file_that_is_named_is_there() -> None:
    text = GUIDE.read_text("utf-8")
    for name in ("Caddyfile", "nginx.conf", "Containerfile", "balkanetup.env"):
        assert name in text
        assert (DEPLOY / name).is_file()
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", (DEPLOY / "Containerfile").read_text(), re.M)
    for source in " ".join(copied).split():
        assert (REPOSITORY / source).exists(), source
    started = set(re.findall(r"balkanetup-[a-z]+(?:\.timer)?", text))
    assert {unit.name.removesuffix(".service") for unit in UNITS} <= started


def test_the_image_runs_as_nobody_is_looked_at_and_has_no_torch() -> None:
    lines = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ").splitlines()
    built = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    last = max(at for at, (word, *_) in enumerate(built) if word == "FROM")
    final = dict(built[last:])
    assert int(final["USER"]) > 0
    assert "/healthz" in final["HEALTHCHECK"]
    assert str(Settings.model_fields["port"].default) in final["EXPOSE"].split()
    assert str(Settings.model_fields["ui_port"].default) in final["EXPOSE"].split()
    installs = [rest for word, rest in built if word == "RUN" and "install" in rest]
    assert "make install PYTHON=python3" in installs  # the target without extras
    needed = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]["dependencies"]
    assert not [name for name in needed if re.match(r"torch|sentence-transformers", name)]


@pytest.fixture
def installed(tmp_path: Path) -> list[str]:
    """The units as they would be installed, over a program that is there."""
    program = tmp_path / "balkanetup"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text().replace(OUR_PROGRAM, str(program)))
    return [str(tmp_path / unit.name) for unit in UNITS]


@needs_systemd
def test_systemd_understands_every_unit(installed: list[str]) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", *installed], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
def test_a_unit_with_a_slip_would_be_noticed(installed: list[str]) -> None:
    unit = Path(next(name for name in installed if name.endswith("api.service")))
    unit.write_text(unit.read_text().replace("KillMode=mixed", "KillMode=gently"))
    done = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert "Failed to parse kill mode" in done.stderr


@needs_systemd
def test_every_service_gives_up_what_it_does_not_need(installed: list[str]) -> None:
    for unit in installed:
        if unit.endswith(".service"):
            done = subprocess.run(
                ["systemd-analyze", "--offline=true", "--threshold=40", "security", unit],
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout[-400:]  # 0 to 100 is best to worst


@needs_systemd
def test_every_timer_has_a_next_time() -> None:
    for unit in DEPLOY.glob("*.timer"):
        (when,) = re.findall(r"^OnCalendar=(.+)$", unit.read_text(), re.MULTILINE)
        subprocess.run(["systemd-analyze", "calendar", when], check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("caddy") is None, reason="needs caddy")
def test_caddy_understands_its_file() -> None:
    subprocess.run(
        ["caddy", "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")],
        check=True,
        capture_output=True,
    )


@pytest.mark.skipif(
    shutil.which("nginx") is None or shutil.which("openssl") is None,
    reason="needs nginx and openssl",
)
def test_nginx_understands_its_file(tmp_path: Path) -> None:
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "1"),
            *("-subj", "/CN=search.example.edu"),
            *("-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")),
        ],
        check=True,
        capture_output=True,
    )
    site = (DEPLOY / "nginx.conf").read_text()
    site = site.replace("/etc/letsencrypt/live/search.example.edu", str(tmp_path))
    site = site.replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "whole.conf").write_text(
        f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{site}\n}}\n"
    )
    done = subprocess.run(
        ["nginx", "-t", "-p", str(tmp_path), "-c", str(tmp_path / "whole.conf")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "syntax is ok" in done.stderr, done.stderr


def run(*arguments: object, data_dir: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "search_api.cli", *map(str, arguments)],
        env={**os.environ, "BALKANETUP_DATA_DIR": str(data_dir), "BALKANETUP_ENCODER": "minilm"},
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    )
    return done.stdout


@pytest.mark.slow
def test_a_back_up_brings_back_corrections_and_answers(tmp_path: Path) -> None:
    """The commands of the guide, on a machine that was lost."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "silent.md").write_text("# Silent lectures\n\nLet students talk in pairs first.")
    run("index", documents, data_dir=tmp_path / "lost")
    run("resource", "edit", "silent", "--year", "2021", data_dir=tmp_path / "lost")
    run("export", tmp_path / "index.tar", data_dir=tmp_path / "lost")
    shutil.rmtree(tmp_path / "lost")
    run("import", tmp_path / "index.tar", "--replace", data_dir=tmp_path / "new")
    assert run("doctor", data_dir=tmp_path / "new") == "The index is whole.\n"
    assert "2021  (correction)" in run("resource", "show", "silent", data_dir=tmp_path / "new")
    assert "1 unchanged" in run("index", documents, data_dir=tmp_path / "new")
