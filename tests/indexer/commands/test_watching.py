"""A watched drop folder is indexed again when something in it changes."""

import signal
import threading
import time

import pytest
from typer.testing import CliRunner

from indexer.cli import app
from indexer.commands.watching import watch
from indexer.errors import IndexLocked
from indexer.inbox.jobs import Job
from indexer.run.pipeline import Options
from tests.indexer.conftest import Workshop


@pytest.mark.slow
def test_a_dropped_file_is_indexed_and_stop_ends_the_watch(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.be_found(monkeypatch)
    workshop.write("a.md", "The cat sleeps.")
    workshop.run()
    stop = threading.Event()
    arguments = (workshop.folder, workshop.settings, Options(workers=1), stop, None)
    thread = threading.Thread(target=watch, args=arguments, kwargs={"as_json": True})
    thread.start()
    deadline = time.monotonic() + 60
    number = 0
    while len(workshop.texts()) == 1 and time.monotonic() < deadline:
        number += 1  # again, in case the watch had not begun when the first was written
        workshop.write("b.md", f"The dog barks {number} times.")
        time.sleep(3)
    stop.set()
    thread.join(30)
    assert not thread.is_alive()
    assert len(workshop.texts()) == 2


def test_a_run_that_fails_does_not_end_the_watch(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    stop = threading.Event()

    def locked(*_: object) -> None:
        raise IndexLocked("Another run is writing (pid 7).", cure="Wait.")

    def changes(*_: object, **__: object) -> object:
        yield {"one"}
        yield {"two"}

    monkeypatch.setattr("indexer.commands.watching.run_once", locked)
    monkeypatch.setattr("indexer.commands.watching.watchfiles.watch", changes)
    watch(workshop.folder, workshop.settings, Options(), stop, None, as_json=False)
    assert capfd.readouterr().err.count("Another run is writing (pid 7).") == 2


def test_a_trouble_of_the_inbox_is_said_once_and_does_not_end_its_watch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Busy:
        """Another run writes at the first two looks; Ctrl-C comes with the third."""

        def __init__(self, _: object) -> None:
            self._looks = 0

        def waits(self) -> bool:
            return True

        def work_through(self) -> list[Job]:
            self._looks += 1
            if self._looks < 3:
                raise IndexLocked("Another run is writing.")
            signal.raise_signal(signal.SIGINT)
            return []

    monkeypatch.setattr("indexer.inbox.working.Inbox", Busy)
    monkeypatch.setattr("indexer.commands.inbox._LOOK_SECONDS", 0)
    result = CliRunner().invoke(app, ["inbox", "--watch"])
    assert result.exit_code == 0
    assert result.stderr.count("Another run is writing.") == 1
