"""What whoever looks after the collection sees with a key: how the service is, and what became of
every file, run and field. Nothing here changes anything."""

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Query as Parameter

from indexer.catalogue import files, proposals, resources, runs
from indexer.errors import BalkanetupError
from indexer.inbox import jobs
from indexer.metadata.corrections import field_named
from indexer.metadata.unknown import count_unknown, lacks
from indexer.storage import generations, lock
from search_api import schemas, statistics
from search_api.access.keys import Key
from search_api.contract import NEEDS_KEY
from search_api.dependencies import ReaderLanguage, holder_of
from search_api.limits import FARTHEST
from search_api.network import requests
from search_api.paging import next_page
from search_api.presenters import admin as admin_presenters
from search_api.problems import public_detail
from search_api.retrieval.index_reader import Searcher
from search_api.schemas import admin as answers

router = APIRouter(prefix="/v1/admin", tags=["admin"], responses=NEEDS_KEY)
Maintainer = Annotated[Key, holder_of("maintain")]
Analyst = Annotated[Key, holder_of("statistics")]


def open_index(_: Maintainer, request: Request) -> Iterator[Searcher]:
    """Yield the newest state of the index to a maintainer. The answer is kept by nobody."""
    with request.app.state.index_reader.searcher() as searcher:
        yield searcher


Index = Annotated[Searcher, Depends(open_index)]
Offset = Annotated[int, Parameter(ge=0, le=FARTHEST)]
Showing = Annotated[
    Literal["all", "failed", "notes"],
    Parameter(
        description="`failed`: files that could not be read; `notes`: those that were, of which "
        "there is something to say."
    ),
]


@router.get("/state")
def show_state(_: Maintainer, request: Request) -> answers.ServiceState:
    """Show how the service is: the published index, and what waits. Answered without an index."""
    data_dir = request.app.state.settings.data_dir
    waiting = jobs.waiting(data_dir)
    state = answers.ServiceState(
        version=version("balkanetup-search"),
        index=None,
        writing=lock.is_held(data_dir),
        waiting=len(waiting),
        waiting_since=waiting[0].received if waiting else None,
        unread_requests=sum(it.state == "waiting" for it in requests.every(data_dir)),
    )
    try:
        with request.app.state.index_reader.searcher() as index:
            update: dict[str, Any] = {"index": _index_state(request, index)}
            if problem := index.trouble():
                update |= {"trouble": public_detail(problem), "cure": problem.cure}
            return state.model_copy(update=update)
    except BalkanetupError as problem:
        trouble = {"trouble": public_detail(problem), "cure": problem.cure}
        return state.model_copy(update=trouble)


@router.get("/files")
def list_files(
    request: Request,
    response: Response,
    index: Index,
    show: Showing = "all",
    k: schemas.Limit = 20,
    offset: Offset = 0,
) -> answers.AdminFileList:
    """List every file of the indexed folders with its outcome, what there is to say, the cure."""
    chosen = [
        file
        for file in files.listing(index.catalogue)
        if show == "all"
        or (show == "failed" and file.record.failed)
        or (show == "notes" and file.record.reason and file.record.outcome.searchable)
    ]
    return answers.AdminFileList(
        total=len(chosen),
        offset=offset,
        next=next_page(request, response, offset + k, len(chosen)),
        files=[admin_presenters.file(file) for file in chosen[offset : offset + k]],
    )


@router.get("/runs")
def list_runs(
    request: Request, response: Response, index: Index, k: schemas.Limit = 20, offset: Offset = 0
) -> answers.RunList:
    """List the runs of the indexer, the latest first."""
    total, page = runs.page(index.catalogue, offset, k)
    return answers.RunList(
        total=total,
        offset=offset,
        next=next_page(request, response, offset + k, total),
        runs=[admin_presenters.run(row) for row in page],
    )


@router.get("/findings")
def list_findings(
    request: Request,
    response: Response,
    index: Index,
    k: schemas.Limit = 20,
    offset: Offset = 0,
    reader_language: ReaderLanguage = "en",
) -> answers.FindingList:
    """List what nobody described and the text shows, each with the sentence that it goes by.

    To accept a value, correct the resource: `PATCH /v1/admin/resources/{id}` with `set`; to refuse
    it, with `unset`.
    """
    total, page = proposals.page(index.catalogue, offset, k)
    named = sorted({resource_id for resource_id, _ in page})
    owners = {owner.id: owner for owner in resources.several(index.catalogue, named)}
    return answers.FindingList(
        total=total,
        offset=offset,
        next=next_page(request, response, offset + k, total),
        findings=[
            admin_presenters.finding(proposal, owners[resource_id], reader_language)
            for resource_id, proposal in page
        ],
    )


@router.get("/unknown")
def show_unknown(index: Index) -> answers.Unknown:
    """Count the resources that lack a field, for every field that can be filled in."""
    every = resources.several(index.catalogue)
    counts = count_unknown(resource.metadata for resource in every)
    return answers.Unknown(resources=len(every), fields=counts)


@router.get("/unknown/{field}")
def list_lacking(
    request: Request,
    response: Response,
    index: Index,
    field: str,
    k: schemas.Limit = 20,
    offset: Offset = 0,
) -> answers.LackingList:
    """List the resources that lack a field."""
    name = field_named(field)
    every = [it for it in resources.several(index.catalogue) if lacks(it.metadata, name)]
    return answers.LackingList(
        total=len(every),
        offset=offset,
        next=next_page(request, response, offset + k, len(every)),
        resources=[admin_presenters.lacking(it) for it in every[offset : offset + k]],
    )


@router.get("/statistics")
def show_statistics(
    _: Analyst, request: Request, reader_language: ReaderLanguage = "en"
) -> answers.StatisticsReport:
    """Show how many questions were asked, in which languages, about what, and what they found."""
    settings = request.app.state.settings
    request.app.state.counting.flush()  # other workers add theirs within a minute
    counts = statistics.read(settings.data_dir)
    return admin_presenters.statistics(counts, settings.statistics, reader_language)


def _index_state(request: Request, index: Searcher) -> answers.IndexState:
    data_dir, name = request.app.state.settings.data_dir, index.generation
    counts = index.catalogue.counts()
    return answers.IndexState(
        generation=name,
        published=_time(generations.published(data_dir, name)) if name.isdigit() else None,
        encoder=index.encoder.fingerprint,
        resources=counts["resources"],
        passages=counts["passages"],
        outcomes=files.outcomes(index.catalogue),
        with_notes=files.with_notes(index.catalogue),
    )


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
