"""The admin addresses of the fake API: what a maintainer sees, and every wish as it was sent."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from search_api.schemas import Concept
from search_api.schemas.admin import (
    AdminFile,
    AdminFileList,
    Finding,
    FindingList,
    IndexState,
    Job,
    JobList,
    Lacking,
    LackingList,
    Run,
    RunList,
    ServiceState,
    Unknown,
)
from search_api.schemas.gaps import OpenRequest, RequestList
from tests.ui.fake_collection import HOSTILE, SILENT
from tests.ui.fake_network import REQUEST

KEY = "id.secret"
TIME = "2026-11-27T14:05:00+00:00"
wishes: list[tuple[str, str, Any]] = []  # method, path, body


class NoKey(Exception):
    """The key is wrong."""


def refuse_without_key(request: Request) -> None:
    if request.headers.get("authorization") != f"Bearer {KEY}":
        raise NoKey


router = APIRouter(prefix="/v1/admin", dependencies=[Depends(refuse_without_key)])


def refused(_: Request, __: Exception) -> JSONResponse:
    problem = {"title": "A key is needed", "status": 401, "detail": "Wrong.", "cure": "Make one."}
    return JSONResponse(problem, 401, media_type="application/problem+json")


@router.get("/state")
def state() -> ServiceState:
    index = IndexState(
        generation="000007",
        published=TIME,
        encoder="words",
        resources=3,
        passages=57,
        outcomes={"ok": 3, "empty": 1},
        with_notes=2,
    )
    return ServiceState(version="1", index=index, writing=True, waiting=1, waiting_since=TIME)


@router.get("/jobs")
def jobs() -> JobList:
    listed = [
        job("j1", kind="add", state="failed", outcome="empty", reason=HOSTILE, cure="Scan it."),
        job("j2", kind="correct", state="done", resource_id=SILENT.id),
    ]
    return JobList(total=2, offset=0, jobs=listed)


def job(name: str, **facts: Any) -> Job:
    nothing = ("finished", "resource_id", "file_name", "size", "content_hash", "outcome")
    usual: dict[str, Any] = {"reason": "", "cure": "", "notes": [], "resource_ids": []}
    return Job(
        **{
            **dict.fromkeys(nothing),
            **usual,
            "id": name,
            "received": TIME,
            "state": "waiting",
            **facts,
        }
    )


@router.get("/files")
def files(show: str) -> AdminFileList:
    unread = AdminFile(
        id="f1",
        folder="shelf",
        path="scan.pdf",
        outcome="empty",
        failed=True,
        dismissed=False,
        note=HOSTILE,
        cure="Scan it.",
        resource_id=None,
        title="",
        passages=0,
        size=1,
        checked=TIME,
    )
    read = unread.model_copy(update={"id": "f2", "outcome": "ok", "failed": False, "path": "a.md"})
    listed = [unread] if show == "failed" else [unread, read]
    return AdminFileList(total=len(listed), offset=0, files=listed)


@router.get("/runs")
def runs() -> RunList:
    run = Run(
        started=TIME,
        ended=TIME,
        folder="shelf",
        tally={"new": 3, "not read": 1},
        outcomes={"ok": 3},
        notes=["A manifest names no file."],
        seconds=2.0,
        interrupted=False,
    )
    return RunList(total=1, offset=0, runs=[run])


@router.get("/findings")
def findings() -> FindingList:
    finding = Finding(
        resource_id=SILENT.id,
        title=SILENT.title,
        language="en",
        field="cycle",
        value=Concept(id="first-year", label="First year"),
        confidence=0.95,
        evidence="We taught 120 first-year students.",
        used=True,
    )
    return FindingList(total=1, offset=0, findings=[finding])


@router.get("/unknown")
def unknown() -> Unknown:
    return Unknown(resources=3, fields={"licence": 1, "title": 0, "doi": 3})


@router.get("/unknown/{field}")
def lacking(field: str) -> LackingList:
    row = Lacking(resource_id=SILENT.id, title=f"No {field}", language=None, path="a.md")
    return LackingList(total=1, offset=0, resources=[row])


@router.get("/requests")
def requests(state: Any = "all") -> RequestList:
    answers = [SILENT.id] if state == "answered" else []
    request = REQUEST.model_copy(update={"state": state, "answers": answers})
    return RequestList(taken=True, total=1, offset=0, requests=[request])


@router.patch("/requests/{request_id}")
@router.delete("/requests/{request_id}")
async def decide(http: Request, request_id: str) -> OpenRequest:
    wishes.append((http.method, f"requests/{request_id}", (await http.body()).decode()))
    return REQUEST


@router.api_route("/{path:path}", methods=["POST", "PUT", "PATCH", "DELETE"], status_code=202)
async def wish(request: Request, path: str) -> Any:
    content = await request.body()
    wishes.append((request.method, path, content.decode()))
    if b"nonsense" in content:
        problem = {"title": "No", "status": 422, "detail": "Not so.", "cure": "Do otherwise."}
        return JSONResponse(problem, 422, media_type="application/problem+json")
    return job("j9", kind="correct")
