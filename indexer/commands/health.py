"""`balkanetup verify` and `doctor`: is the index whole, and making it so."""

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands.console import (
    FINDINGS,
    JsonFlag,
    as_text,
    errors_as_exit_codes,
    print_json,
    print_line,
    print_notice,
)

if TYPE_CHECKING:
    from indexer.settings import Settings
    from indexer.storage.doctor import Finding


def verify(as_json: JsonFlag = False) -> None:
    """Check that every byte of the index is as it was written.

    Example: balkanetup verify
    """
    with errors_as_exit_codes():
        from indexer.catalogue import Catalogue
        from indexer.errors import IndexDamaged
        from indexer.settings import Settings
        from indexer.storage import doctor
        from indexer.storage.repair import Remedy

        data_dir = Settings().data_dir
        findings = doctor.checksums(data_dir)
        if not findings:
            try:
                Catalogue.open(data_dir).close()
            except IndexDamaged as problem:
                findings = [doctor.Finding(problem.message, problem.cure, Remedy.RESTORE)]
    _show(findings, as_json=as_json)


def doctor(
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Examine the whole index; say what is wrong and what --fix would do about it.

    Example: balkanetup doctor --fix
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from indexer.storage.doctor import examine
        from indexer.storage.repair import mend

        settings = Settings()
        findings = examine(settings.data_dir, _fingerprint(settings), settings.vector_server)
        if fix and findings:
            for finding in findings:
                print_notice("Wrong:", finding.what)
            remedies = dict.fromkeys(finding.remedy for finding in findings)
            for remedy in remedies:
                print_notice("Doing:", f"{remedy}.")
            server = settings.vector_server
            _index_again(settings, mend(settings.data_dir, set(remedies), server))
            findings = examine(settings.data_dir, server=server)
    _show(findings, as_json=as_json)


def _index_again(settings: "Settings", folders: list[Path]) -> None:
    """Bring the mended catalogue up to date: its copy may be older than the folders are."""
    from indexer.commands.running import run_once
    from indexer.run.plan import Options

    for folder in folders:
        report = run_once(folder, settings, Options(), Event())
        print_notice("Indexed again:", f"{folder} ({as_text(report.actions())}).")


def _fingerprint(settings: "Settings") -> str | None:
    """Return which encoder the settings name; None, with a word why, where it cannot be loaded."""
    from indexer.encoding import load_encoder
    from indexer.errors import ModelError

    try:
        return load_encoder(settings).fingerprint
    except ModelError as problem:
        print_notice("The encoder cannot be loaded.", problem.message, cure=problem.cure)
        return None


def _show(findings: list["Finding"], *, as_json: bool) -> None:
    if as_json:
        print_json({"whole": not findings, "findings": [finding.as_dict() for finding in findings]})
    elif not findings:
        print_line("The index is whole.")
    else:
        for finding in findings:
            print_line(finding.what)
            print_line(f"  -> {finding.cure}")
            print_line(f"     --fix would: {finding.remedy}")
    if findings:
        raise typer.Exit(FINDINGS)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(verify)
    app.command()(doctor)
