"""`balkanetup verify` and `doctor`: is the index whole, and making it so."""

from contextlib import closing
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands.telling import FINDINGS, JsonFlag, say, say_json, tell, told_to_people

if TYPE_CHECKING:
    from indexer.doctor import Finding
    from indexer.settings import Settings


def verify(as_json: JsonFlag = False) -> None:
    """Check that every byte of the index is as it was written.

    Example: balkanetup verify
    """
    with told_to_people():
        from indexer import doctor
        from indexer.catalogue import Catalogue
        from indexer.errors import IndexDamaged
        from indexer.settings import Settings

        data_dir = Settings().data_dir
        findings = list(doctor.checksums(data_dir))
        if not findings:
            try:
                Catalogue.open(data_dir).close()
            except IndexDamaged as problem:
                findings = [doctor.Finding(problem.message, problem.cure, doctor.Remedy.RESTORE)]
    _show(findings, as_json=as_json)


def doctor(
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Examine the whole index; say what is wrong and what --fix would do about it.

    Example: balkanetup doctor --fix
    """
    with told_to_people():
        from indexer.doctor import examine
        from indexer.settings import Settings

        settings = Settings()
        findings = examine(settings.data_dir, _fingerprint(settings))
        if fix and findings:
            for one in findings:
                tell(one.what, f"Doing: {one.remedy}.")
            _mend(settings, findings)
            findings = examine(settings.data_dir)
    _show(findings, as_json=as_json)


def _mend(settings: "Settings", findings: list["Finding"]) -> None:
    """Do what the findings ask for, the gravest first; each remedy includes the lighter ones."""
    from indexer import lock, repair
    from indexer.catalogue import Catalogue
    from indexer.doctor import Remedy

    data_dir = settings.data_dir
    asked = {one.remedy for one in findings}
    folders: list[Path] = []
    with lock.held(data_dir):
        repair.clear_leftovers(data_dir)
        if Remedy.RESTORE in asked:
            copy = repair.last_whole_copy(data_dir)
            if copy is not None:
                repair.restore(data_dir, copy)
            else:
                folders = repair.known_folders(data_dir)
                repair.start_anew(data_dir)
        elif Remedy.PUBLISH in asked:
            with closing(Catalogue.create_or_open(data_dir)) as catalogue:
                repair.republish(catalogue, data_dir)
    if folders:
        _index_again(settings, folders)


def _index_again(settings: "Settings", folders: list[Path]) -> None:
    from indexer.commands.indexing import run_once, show_report
    from indexer.plan import Options

    for folder in folders:
        tell("Indexing again:", str(folder))
        show_report(run_once(folder, settings, Options(), Event()), as_json=False, file=None)


def _fingerprint(settings: "Settings") -> str | None:
    """Return which encoder the settings name; None, with a word why, where it cannot be loaded."""
    from indexer.encoding import load_encoder
    from indexer.errors import ModelError

    try:
        return load_encoder(settings).fingerprint
    except ModelError as problem:
        tell("The encoder cannot be loaded.", problem.message, cure=problem.cure)
        return None


def _show(findings: list["Finding"], *, as_json: bool) -> None:
    if as_json:
        say_json({"whole": not findings, "findings": [one.as_dict() for one in findings]})
    elif not findings:
        say("The index is whole.")
    else:
        for one in findings:
            say(one.what)
            say(f"  -> {one.cure}")
            say(f"     --fix would: {one.remedy}")
    if findings:
        raise typer.Exit(FINDINGS)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(verify)
    app.command()(doctor)
