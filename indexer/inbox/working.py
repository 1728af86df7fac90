"""Working through the inbox: what `balkanetup inbox` does, outside of every request.

Files go to the inbox's folder of documents, which is then indexed like any other: the same
pipeline, outcomes and cures as on the command line, under the same lock. Every step can be
repeated, so whoever comes after a kill -9 does the job at hand once more and then the others.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import chain, count, groupby
from pathlib import Path

from indexer.catalogue import Catalogue, files, passages, resources
from indexer.disk import fsync
from indexer.domain import Resource
from indexer.encoding import Encoder, load_encoder
from indexer.errors import IndexLocked, NotFound, UsageError
from indexer.extraction.containers import is_container
from indexer.inbox import jobs
from indexer.inbox.corrections import change_of
from indexer.inbox.ending import Reports, ended
from indexer.inbox.jobs import Job
from indexer.run import pipeline
from indexer.run.edit import edit
from indexer.run.plan import Options
from indexer.run.report import RunReport
from indexer.settings import Settings
from indexer.storage import lock, publish

_FORGOTTEN_SECONDS = 24 * 60 * 60.0  # what arrived and has no job by then never gets one
_FILES = ("add", "replace")


class Inbox:
    """The inbox of an index. `encoder` takes the place of the one that the settings name.

    `run` indexes a folder; the tests give another one, that reads in their own process.
    """

    def __init__(
        self,
        settings: Settings,
        encoder: Encoder | None = None,
        run: Callable[..., RunReport] = pipeline.run,
    ) -> None:
        self._settings, self._encoder, self._run = settings, encoder, run
        self._data_dir = settings.data_dir
        self._seen: tuple[int, ...] = ()  # the state of the jobs when all of them were done

    def waits(self) -> bool:
        """Whether there may be something to do: a job came, or was not done when last looked."""
        state = jobs.state(self._data_dir)
        return state != self._seen

    def work_through(self) -> list[Job]:
        """Do what waits, the oldest first; return the jobs as they ended.

        Raises IndexLocked, and what keeps the index from being written: the jobs then wait on.
        """
        ended: list[Job] = []
        with self._alone():
            seen = jobs.state(self._data_dir)
            self._forget_half_arrived()
            waiting = jobs.waiting(self._data_dir)
            for sent, several in groupby(waiting, key=lambda job: job.kind in _FILES):
                for job in self._add(list(several)) if sent else map(self._do, several):
                    jobs.put(self._data_dir, job)
                    shutil.rmtree(jobs.arriving(self._data_dir, job.id), ignore_errors=True)
                    ended.append(job)
        self._seen = seen if not ended else ()  # what came meanwhile is looked for once more
        return ended

    def _do(self, job: Job) -> Job:
        """Do a job that comes without a file."""
        how = {
            "withdraw": self._withdraw,
            "reindex": self._reindex,
            "correct": self._correct,
            "retry": self._retry,
            "dismiss": self._dismiss,
        }
        try:
            return how[job.kind](job)
        except (UsageError, NotFound) as problem:
            return job.failed(problem.message, problem.cure)

    def _add(self, several: Sequence[Job]) -> Iterator[Job]:
        """Put the files in their places and index them together."""
        placed: list[Job] = []
        for job in several:
            try:
                placed.append(self._place(job))
            except (UsageError, NotFound) as problem:
                yield job.failed(problem.message, problem.cure)
        reports = self._index(Options()) if placed else {}
        for job in placed:
            yield self._ended(job, job.place or "", reports)

    def _place(self, job: Job) -> Job:
        """Move a job's file among the documents, if it is not there yet; return it with its place.

        The place is written down first, and the description goes first: whoever repeats this
        after a kill -9 finds either the file where it came, or all of it in its place.
        """
        root, came = jobs.documents(self._data_dir), jobs.arriving(self._data_dir, job.id)
        assert job.file_name is not None
        if job.place is None:
            of = self._own(job.resource_id or "").path if job.kind == "replace" else None
            job = replace(job, place=of or _free(root, job.file_name))
            jobs.put(self._data_dir, job)
        for ending in (".json", ""):
            sent = came / f"{job.file_name}{ending}"
            if sent.exists():
                sent.replace(root / f"{job.place}{ending}")
        fsync(root)
        return job

    def _withdraw(self, job: Job) -> Job:
        """Delete a document that came over the network, and its resource."""
        root = jobs.documents(self._data_dir)
        try:
            path = job.change.get("place") or self._own(job.resource_id or "").path
        except NotFound:  # done already, by whoever was killed before saying so, or by another job
            return job.done()
        for ending in ("", ".json"):  # the description last: alone, it describes nothing
            (root / f"{path}{ending}").unlink(missing_ok=True)
        fsync(root)
        # Whoever withdraws an archive withdraws all that is in it, however much that is.
        self._index(Options(allow_mass_delete=is_container(path)))
        return job.done()

    def _reindex(self, job: Job) -> Job:
        resource = self._resource(job.resource_id or "")
        options = Options(again=frozenset({resource.path}))
        return self._ended(job, resource.path, self._index(options, Path(resource.root)))

    def _correct(self, job: Job) -> Job:
        """Correct metadata, as `balkanetup resource edit` does, and publish."""
        change = change_of(job.change)
        self._resource(job.resource_id or "")
        with lock.writing(self._data_dir) as catalogue:
            edit(catalogue, job.resource_id or "", change, self._loaded)
            self._publish(catalogue)
        return job.done()

    def _retry(self, job: Job) -> Job:
        """Try once more to read a file that could not be read."""
        root, path = job.change["root"], job.change["path"]
        options = Options(retry_failed=True, only=frozenset({path}))
        return self._ended(job, path, self._index(options, Path(root)))

    def _dismiss(self, job: Job) -> Job:
        """Report a file no more until it changes, as `balkanetup quarantine drop` does."""
        root, path = job.change["root"], job.change["path"]
        with lock.writing(self._data_dir) as catalogue:
            record = files.find(catalogue, root, path)
            if record is None or not record.failed:
                return job.failed("The file is read by now, or gone.", "There is nothing to do.")
            with catalogue.transaction():
                files.record(catalogue, root, replace(record, dismissed=True))
            self._publish(catalogue)
        return job.done()

    def _publish(self, catalogue: Catalogue) -> None:
        if not publish.is_published(catalogue, self._data_dir):
            dimension, server = passages.dimension(catalogue), self._settings.vector_server
            publish.publish(catalogue, self._data_dir, dimension, server)

    def _index(self, options: Options, folder: Path | None = None) -> Reports:
        """Index the documents of the inbox, or another folder; return what became of each file."""
        root = folder or jobs.documents(self._data_dir)
        report = self._run(root, self._settings, self._loaded(), options=options)
        return {file.path: file for file in report.files}

    def _ended(self, job: Job, path: str, reports: Reports) -> Job:
        return ended(job, path, reports, self._resource_ids)

    def _resource_ids(self, paths: list[str]) -> list[str]:
        """Return the ids of what the documents of the inbox at these paths became."""
        root = str(jobs.documents(self._data_dir).resolve())
        with closing(Catalogue.open(self._data_dir)) as catalogue:
            became = (resources.find_by_file(catalogue, root, path) for path in paths)
            return [resource.id for resource in became if resource is not None]

    def _resource(self, resource_id: str) -> Resource:
        with closing(Catalogue.open(self._data_dir)) as catalogue:
            return resources.existing(catalogue, resource_id)

    def _own(self, resource_id: str) -> Resource:
        """Return a resource whose file came over the network. Raises UsageError, NotFound."""
        resource = self._resource(resource_id)
        jobs.check_own(self._data_dir, resource)
        return resource

    def _loaded(self) -> Encoder:
        if self._encoder is None:
            self._encoder = load_encoder(self._settings)
        return self._encoder

    def _forget_half_arrived(self) -> None:
        """Delete what came without ever becoming a job: whoever sent it was told of no job."""
        owned = {job.id for job in jobs.waiting(self._data_dir)}
        for folder in jobs.arriving(self._data_dir).iterdir():
            if folder.name not in owned and _age(folder) > _FORGOTTEN_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only one to work through this inbox. Raises IndexLocked."""
        handle = os.open(jobs.documents(self._data_dir).parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as busy:
            raise IndexLocked(
                "The inbox is being worked through already.", cure="Wait until that has ended."
            ) from busy
        finally:
            os.close(handle)


def _free(root: Path, name: str) -> str:
    """Return `name`, or the first of name-2, name-3 ... that no file has."""
    stem, suffix = Path(name).stem, Path(name).suffix
    tried = (f"{stem}-{number}{suffix}" for number in count(2))
    return next(free for free in chain([name], tried) if not (root / free).exists())


def _age(folder: Path) -> float:
    return time.time() - folder.stat().st_mtime
