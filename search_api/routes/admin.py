"""Looking after the collection with a key: files sent, replaced, withdrawn, corrected.

No request reads a document or writes to the index: each leaves a job, which `balkanetup inbox`
does, and answers 202 with it when all it needs is safely on the disk.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi import Query as Parameter
from starlette.concurrency import run_in_threadpool

from indexer.catalogue import files, refuse_replica
from indexer.domain import Resource
from indexer.errors import NotFound, UsageError
from indexer.extraction.containers import trail
from indexer.extraction.registry import suffix_of
from indexer.inbox import jobs
from search_api import schemas, uploads
from search_api.access.keys import Key
from search_api.contract import ACCEPTED, FORM_WITH_FILE, NEEDS_KEY, OF_FORMS
from search_api.dependencies import holder_of
from search_api.limits import FARTHEST, MOST_WAITING
from search_api.paging import next_page
from search_api.presenters import admin as admin_presenters
from search_api.problems import Busy
from search_api.routes.resources import existing
from search_api.schemas import admin as admin_schemas

router = APIRouter(prefix="/v1/admin", tags=["admin"])
Uploader = Annotated[Key, holder_of("upload")]
Maintainer = Annotated[Key, holder_of("maintain")]
WISH: Any = {"status_code": 202, "responses": {**NEEDS_KEY, **ACCEPTED}}
WITH_FILE: Any = {
    "status_code": 202,
    "responses": {**NEEDS_KEY, **ACCEPTED, **OF_FORMS},
    "openapi_extra": FORM_WITH_FILE,
}


@router.post("/resources", **WITH_FILE)
async def add_resource(key: Uploader, request: Request, response: Response) -> admin_schemas.Job:
    """Send a file and what is known of it; when it is indexed, the job names the resource.

    A form with the parts `file` and, as JSON with the fields of a sidecar, `metadata`.
    """
    return await _taken(request, response, key, "add")


@router.put("/resources/{resource_id}/file", **WITH_FILE)
async def replace_file(
    key: Maintainer, request: Request, response: Response, resource_id: str
) -> admin_schemas.Job:
    """Send a newer version of a file that came this way. Its id stays; `metadata` is optional."""
    resource = await run_in_threadpool(_own, request, resource_id)
    return await _taken(request, response, key, "replace", resource)


@router.delete("/resources/{resource_id}", **WISH)
def withdraw_resource(
    key: Maintainer, request: Request, response: Response, resource_id: str
) -> admin_schemas.Job:
    """Take a resource that came this way out of the index, and delete its file."""
    _own(request, resource_id)
    return _kept(request, response, jobs.new("withdraw", key.id, resource_id=resource_id))


@router.patch("/resources/{resource_id}", **WISH)
def correct_resource(
    key: Maintainer,
    request: Request,
    response: Response,
    resource_id: str,
    correction: admin_schemas.Correction,
) -> admin_schemas.Job:
    """Correct what is known of any resource. Corrections win over its file, at every indexing."""
    sent = correction.model_dump()
    from indexer.inbox.corrections import change_of  # brings what a run needs: .05 s of a start

    change_of(sent)  # refused now, where it makes no sense
    _existing(request, resource_id)
    job = jobs.new("correct", key.id, resource_id=resource_id, change=sent)
    return _kept(request, response, job)


@router.post("/resources/{resource_id}/reindex", **WISH)
def reindex_resource(
    key: Maintainer, request: Request, response: Response, resource_id: str
) -> admin_schemas.Job:
    """Read the file of any resource again."""
    _existing(request, resource_id)
    return _kept(request, response, jobs.new("reindex", key.id, resource_id=resource_id))


@router.get("/jobs", responses=NEEDS_KEY)
def list_jobs(
    key: Uploader,
    request: Request,
    response: Response,
    k: schemas.Limit = 20,
    offset: Annotated[int, Parameter(ge=0, le=FARTHEST)] = 0,
) -> admin_schemas.JobList:
    """List the jobs, the newest first; without the scope `maintain`, one's own alone."""
    data_dir = request.app.state.settings.data_dir
    total, page = jobs.page(data_dir, offset, k, _only(key))
    return admin_schemas.JobList(
        total=total,
        offset=offset,
        next=next_page(request, response, offset + k, total),
        jobs=[admin_presenters.job(job) for job in page],
    )


@router.get("/jobs/{job_id}", responses=NEEDS_KEY)
def show_job(key: Uploader, request: Request, job_id: str) -> admin_schemas.Job:
    """Show a job: whether it waits, how it ended, and what to do where it failed."""
    job = jobs.get(request.app.state.settings.data_dir, job_id)
    if (own := _only(key)) is not None and job.key not in own:
        raise jobs.missing(job_id)  # as if it were not there
    return admin_presenters.job(job)


@router.delete("/jobs/{job_id}/file", **WISH)
def withdraw_file(
    key: Maintainer, request: Request, response: Response, job_id: str
) -> admin_schemas.Job:
    """Delete the file of an upload that could not be read, or that was a duplicate."""
    data_dir = request.app.state.settings.data_dir
    upload = jobs.get(data_dir, job_id)
    if upload.kind != "add" or upload.state == "waiting":
        cure = "Name an upload that has ended."
        raise UsageError("This job has no file to delete.", cure=cure, field="job_id")
    if upload.place is None or not (jobs.documents(data_dir) / upload.place).exists():
        raise NotFound("Its file is deleted already.", cure="There is nothing more to do.")
    return _kept(request, response, jobs.new("withdraw", key.id, change={"place": upload.place}))


@router.post("/files/{file_id}/retry", **WISH)
def retry_file(
    key: Maintainer, request: Request, response: Response, file_id: str
) -> admin_schemas.Job:
    """Try once more to read a file that could not be read."""
    return _about_unread(request, response, "retry", key, file_id)


@router.post("/files/{file_id}/dismiss", **WISH)
def dismiss_file(
    key: Maintainer, request: Request, response: Response, file_id: str
) -> admin_schemas.Job:
    """Report a file that cannot be read no more until it changes. Nothing is deleted."""
    return _about_unread(request, response, "dismiss", key, file_id)


def _about_unread(
    request: Request, response: Response, kind: jobs.Kind, key: Key, file_id: str
) -> admin_schemas.Job:
    """Leave a job about a file that could not be read. Raises NotFound, UsageError."""
    with request.app.state.index_reader.searcher() as index:
        file = files.listed(index.catalogue, file_id)
    if not file.record.failed:
        cure = "Nothing is to be done about it."
        raise UsageError("This file could be read.", cure=cure, field="file_id")
    about = {"root": file.root, "path": file.record.path}
    name = trail(file.record.path)[-1]
    return _kept(request, response, jobs.new(kind, key.id, file_name=name, change=about))


def _only(key: Key) -> frozenset[str] | None:
    """Return whose jobs a key may see, by the ids of keys; None for everybody's."""
    return None if "maintain" in key.scopes else key.ids


def _existing(request: Request, resource_id: str) -> Resource:
    """Return a resource; the index is not held open while a file comes. Raises NotFound."""
    with request.app.state.index_reader.searcher() as index:
        return existing(index, resource_id)


def _own(request: Request, resource_id: str) -> Resource:
    """Return a resource that came over the network. Raises NotFound, UsageError."""
    resource = _existing(request, resource_id)
    jobs.check_own(request.app.state.settings.data_dir, resource)
    return resource


async def _taken(
    request: Request, response: Response, key: Key, kind: jobs.Kind, of: Resource | None = None
) -> admin_schemas.Job:
    """Take the file of a request. Raises what `uploads.take` raises."""
    settings = request.app.state.settings
    await run_in_threadpool(_refuse_jobs, request)

    def job_for(file_name: str) -> jobs.Job:
        if of is not None and suffix_of(file_name) != suffix_of(of.path):
            raise UsageError(
                f"The file of {of.id!r} is of another kind.",
                cure=f"Send a file that ends in {suffix_of(of.path)}, or add this one anew.",
                field="file",
            )
        return jobs.new(kind, key.id, file_name=file_name, resource_id=of.id if of else None)

    job = await uploads.take(request, settings.data_dir, job_for, settings.max_file_bytes)
    return _accepted(request, response, job)


def _kept(request: Request, response: Response, job: jobs.Job) -> admin_schemas.Job:
    _refuse_jobs(request)
    jobs.put(request.app.state.settings.data_dir, job)
    return _accepted(request, response, job)


def _accepted(request: Request, response: Response, job: jobs.Job) -> admin_schemas.Job:
    base = request.app.state.settings.public_url.rstrip("/")
    response.headers["Location"] = f"{base}/v1/admin/jobs/{job.id}"
    request.state.about = {"job_id": job.id}  # for the audit log
    return admin_presenters.job(job)


def _refuse_jobs(request: Request) -> None:
    """Raise OnlyReplica where no job can be done, Busy where so many wait that nobody does them."""
    refuse_replica(request.app.state.settings.data_dir)
    if len(jobs.waiting(request.app.state.settings.data_dir)) >= MOST_WAITING:
        raise Busy("Too many jobs are waiting.", cure="On the server, run: balkanetup inbox")
