"""The commands called in this process, as somebody types them."""

from typer.testing import CliRunner, Result

from search_api import cli


def call(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def flat(text: str) -> str:
    return " ".join(text.split())
