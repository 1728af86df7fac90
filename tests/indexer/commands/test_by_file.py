"""Each command stands in the file that the table names, and no file has one besides."""

from importlib import import_module

import pytest
import typer
from typer.main import get_group
from typer.testing import CliRunner

from indexer.cli import FILES
from indexer.commands.by_file import by_file
from search_api.cli import app


@pytest.mark.parametrize("file", sorted(set(FILES.values())))
def test_a_file_has_the_commands_that_the_table_says(file: str) -> None:
    subject = typer.Typer()
    import_module(file).register(subject)
    assert set(get_group(subject).commands) == {name for name, its in FILES.items() if its == file}


def test_one_command_imports_no_other_file() -> None:
    files = {"search": "search_api.commands.asking", "index": "no.such.module"}
    one = typer.Typer(cls=by_file(files))
    one.callback()(lambda: None)
    assert "A problem in plain words" in CliRunner().invoke(one, ["search", "--help"]).stdout
    assert isinstance(CliRunner().invoke(one, ["--help"]).exception, ModuleNotFoundError)


def test_a_slip_in_a_command_is_answered_with_the_commands_like_it() -> None:
    assert "Did you mean 'search'" in CliRunner().invoke(app, ["serch"]).stderr
