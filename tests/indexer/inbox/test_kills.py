"""kill -9 between any two steps, of receiving and of working through, loses nothing.

A child process dies at its nth step on the disk (a file opened, made, renamed, deleted), for every
n there is. Then another one goes on, as after a restart.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from indexer.catalogue import Catalogue, resources
from indexer.inbox import jobs
from indexer.settings import Settings
from tests.indexer.inbox.conftest import CAT, inbox_of, send

STRIDE = 7  # with 1, all of some 300 steps, it takes minutes
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "sqlite3.connect"}


def survives(work: Callable[[], object], last: int) -> bool:
    """Do `work` in a child that is killed at its step `last`; return whether it came so far."""
    child = os.fork()
    if child == 0:
        done = 0

        def step(event: str, _: tuple[object, ...]) -> None:
            nonlocal done
            if event in STEPS:  # killing is an event too
                done += 1
                if done >= last:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(step)
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return not os.WIFSIGNALED(status)


def restored(template: Path, settings: Settings) -> None:
    shutil.rmtree(settings.data_dir, ignore_errors=True)
    shutil.copytree(template, settings.data_dir)


def test_a_file_arrives_whole_or_was_never_said_to_have(settings: Settings) -> None:
    for last in count(1):
        shutil.rmtree(settings.data_dir, ignore_errors=True)
        complete = survives(lambda: send(settings, "cat.md", CAT, {"title": "Cats"}), last)
        waiting = jobs.waiting(settings.data_dir) if settings.data_dir.exists() else []
        for job in waiting:
            folder = jobs.arriving(settings.data_dir, job.id)
            assert (folder / "cat.md").read_bytes() == CAT
            assert (folder / "cat.md.json").read_text() == '{"title": "Cats"}'
        if complete:
            assert len(waiting) == 1
            break
    assert last > 6


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_every_job_is_done_once_whenever_the_indexer_is_killed(
    settings: Settings, tmp_path: Path
) -> None:
    send(settings, "cat.md", CAT, {"title": "Cats"})
    send(settings, "owl.md", b"# Owls\n\nAn owl reads.", {"title": "Owls"})
    cats, owls = (job.resource_id for job in inbox_of(settings).work_through())
    send(settings, "dog.md", b"# Dogs\n\nA dog barks.", {"title": "Dogs"})
    send(settings, "new.md", CAT + b" It wakes.", {"title": "New cats"}, resource_id=cats)
    for job in (
        jobs.new("withdraw", "key", resource_id=owls),
        jobs.new("correct", "key", resource_id=cats, change={"set": {"year": 2024}}),
        jobs.new("reindex", "key", resource_id=cats),
    ):
        jobs.put(settings.data_dir, job)
    template = tmp_path / "template"
    settings.data_dir.rename(template)
    for last in count(1, STRIDE):
        restored(template, settings)
        if survives(inbox_of(settings).work_through, last):
            break
        inbox_of(settings).work_through()
        _, ended = jobs.page(settings.data_dir, 0, 5)
        assert [job.state for job in ended] == ["done"] * 5, (last, ended)
        catalogue = Catalogue.open(settings.data_dir)
        described = [found.metadata for found in resources.several(catalogue)]
        catalogue.close()
        assert [(found.title, found.year) for found in described] == [
            ("Dogs", None),
            ("New cats", 2024),
        ]
    assert last > 50
