"""What the fake API answers about people, gaps and requests."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from search_api.schemas import FacetValue
from search_api.schemas.gaps import (
    GapCell,
    GapLine,
    GapMatrix,
    NewRequest,
    OpenRequest,
    RequestList,
)
from search_api.schemas.network import (
    Evidence,
    Experience,
    InstitutionPage,
    Named,
    PartyList,
    PersonPage,
)
from tests.ui.fake_collection import FOUND_BY_BOTH, SILENT

router = APIRouter()
ANA = Named(id="ana-markovic", name="Ana Marković", resources=2)
IVO = Named(id="ivo-horvat", name="Ivo <Horvat>", resources=1)
ZAGREB = Named(id="university-of-zagreb", name="University of Zagreb", resources=1)
REQUEST = OpenRequest(
    id="r-7k2m9q4x",
    text="How to mark <studio> work",
    language="en",
    discipline=None,
    received="2026-11-27T10:00:00+00:00",
    state="open",
)


@router.get("/v1/people")
@router.get("/v1/institutions")
def parties(q: str = "", offset: int = 0) -> PartyList:
    experience = Experience(
        party=ANA,
        others=[IVO],
        also=[ZAGREB],
        named=False,
        band="possible" if q else None,
        answering=2 if q else 0,
        evidence=[_evidence(), _evidence()] if q else [],
    )
    items = [] if q in ("nothing", "unnamed") else [experience]
    return PartyList(
        query=q, total=len(items) * 12, offset=offset, nothing_close=q == "nothing", items=items
    )


def _evidence() -> Evidence:
    return Evidence(
        resource_id=SILENT.id,
        title=SILENT.title,
        language="en",
        year=2024,
        band="possible",
        match=FOUND_BY_BOTH,
    )


@router.get("/v1/people/{identifier}")
def person(identifier: str) -> Any:
    if identifier != ANA.id:
        return JSONResponse({"title": "", "status": 404, "detail": "Nobody.", "cure": ""}, 404)
    return PersonPage(
        **_profile(),
        institutions=[ZAGREB],
        worked_with=[IVO],
        contacts=["ana@example.edu"],
    )


@router.get("/v1/institutions/{identifier}")
def institution(identifier: str) -> InstitutionPage:
    return InstitutionPage(**_profile(), parts=["Department of Physics"], people=[ANA])


def _profile() -> dict[str, Any]:
    return {
        "party": ANA,
        "written": ["Ana Marković", "A. Marković"],
        "resources": [SILENT],
        "fields": [FacetValue(value="0533", label="Physics", count=2)],
        "strategies": [],
        "languages": [FacetValue(value="sq", label="Albanian", count=1)],
        "courses": ["Physics 1"],
    }


@router.get("/v1/gaps")
def gaps(rows: Any = "discipline", columns: Any = "strategy") -> GapMatrix:
    physics = GapLine(value="05", label="Natural sciences", works=7, unanswered=None)
    health = GapLine(value="09", label="Health", works=0, unanswered=6)
    talk = GapLine(value="active-lectures", label="Active lectures", works=7, unanswered=None)
    return GapMatrix(
        rows_by=rows,
        columns_by=columns,
        rows=[physics, health],
        columns=[talk],
        cells=[[7], [0]],
        write_next=[GapCell(row=health, column=talk, expected=0)],
        works=7,
        counted_since="2026-11",
    )


@router.get("/v1/requests")
def requests(state: str = "open") -> RequestList:
    listed = [REQUEST] if state == "open" else []
    return RequestList(taken=True, total=len(listed), offset=0, requests=listed)


@router.post("/v1/requests")
def send(wish: NewRequest) -> Any:
    if "@" in wish.text:
        problem = {"title": "", "status": 422, "detail": "An address.", "cure": ""}
        return JSONResponse(problem, 422)
    return REQUEST.model_copy(update={"text": wish.text, "state": "waiting"})
