"""The way to the API: every question is a method, every answer one of the wire models."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter, ValidationError

from search_api.schemas import (
    Completions,
    Discipline,
    Match,
    PassagePage,
    Problem,
    Readiness,
    Recommendations,
    ResourceList,
    ResourcePage,
    SearchAnswer,
    VocabularyPage,
)
from search_api.schemas.discovering import CollectionMap, Timeline
from search_api.schemas.packs import Pack
from search_api.schemas.reading import Matches, PagePicture, SideBySide
from ui.planning import Plan

SLOW = "urn:balkanetup:slow"  # ours: the API takes longer than a reader waits
DEFAULT_ADDRESS = "http://127.0.0.1:8000"
Filters = Mapping[str, Sequence[str]]
Answer = TypeVar("Answer")

# Suggestions that come late are of no use: the reader types on.
_IMPATIENCE = httpx.Timeout(2.0)
# Connecting to a service on the same campus is instant; a first answer may wait for the model.
PATIENCE = httpx.Timeout(30.0, connect=3.0)
_DISCIPLINES = TypeAdapter(list[Discipline])


@dataclass(frozen=True)
class Question:
    """What is asked: the words, the filters, and what is known of the reader's wishes.

    `reads` are the languages the reader reads; `like` and `unlike` are the addresses of passages
    to find more and less of. Without words there must be a passage in `like`.
    """

    words: str
    filters: Filters = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    weaker: bool = False


class ServiceTrouble(Exception):
    """The API did not give an answer.

    `status` is its HTTP status, or None when nothing was heard at all. `detail` says what
    happened and `cure` what to do about it, both in English as the API words them. `kind` is the
    `type` of the API's problem, or SLOW.
    """

    def __init__(
        self, detail: str, cure: str = "", status: int | None = None, kind: str = ""
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.cure = cure
        self.status = status


def configured_address() -> str:
    """Return where the API is: BALKANETUP_API_URL, or port 8000 of this machine."""
    return os.environ.get("BALKANETUP_API_URL", "").strip().rstrip("/") or DEFAULT_ADDRESS


def public_address() -> str:
    """Return where the reader's browser reaches the API: BALKANETUP_PUBLIC_URL, or as we do."""
    return os.environ.get("BALKANETUP_PUBLIC_URL", "").strip().rstrip("/") or configured_address()


class Client:
    """Questions to one API. Every method raises ServiceTrouble when there is no answer."""

    def __init__(self, base: str, transport: httpx.BaseTransport | None = None) -> None:
        # Proxies of the environment are not asked: the API is on this machine or this campus.
        self.base = base
        self._http = httpx.Client(base_url=base, trust_env=False, transport=transport)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up; no question can be asked afterwards."""
        self._http.close()

    def search(self, question: Question, k: int, offset: int, reader_language: str) -> SearchAnswer:
        """Return the resources that answer a question, best first."""
        params = {
            "q": question.words,
            "reads": list(question.reads),
            "like": list(question.like),
            "unlike": list(question.unlike),
            "weaker": ["true"] if question.weaker else [],
            **_listing(question.filters, k, offset, reader_language),
        }
        return self._get("/v1/search", params, TypeAdapter(SearchAnswer))

    def suggestions(self, typed: str, k: int, reader_language: str) -> Completions:
        """Return what a half-typed question may become."""
        params = {"q": typed, "k": k, "reader_language": reader_language}
        return self._get("/v1/suggest", params, TypeAdapter(Completions), _IMPATIENCE)

    def resources(
        self, filters: Filters, k: int, offset: int, reads: Sequence[str], reader_language: str
    ) -> ResourceList:
        """Return a part of the list of resources."""
        params = {"reads": list(reads), **_listing(filters, k, offset, reader_language)}
        return self._get("/v1/resources", params, TypeAdapter(ResourceList))

    def newest(self, k: int, reader_language: str) -> ResourceList:
        """Return the resources that came into the collection last."""
        params = {"sort": "-added", "k": k, "reader_language": reader_language}
        return self._get("/v1/resources", params, TypeAdapter(ResourceList))

    def resource(self, identifier: str, reader_language: str) -> ResourcePage:
        """Return everything about one resource."""
        params = {"reader_language": reader_language}
        return self._get(_resource(identifier), params, TypeAdapter(ResourcePage))

    def citation(self, identifier: str, style: str) -> str:
        """Return the reference to a resource as text."""
        return self.fetch(f"{_resource(identifier)}/citation", {"style": style}, PATIENCE).decode()

    def passage(self, address: str, reader_language: str) -> PassagePage:
        """Return the passage at an address, or the one that took its place, with its neighbours."""
        params = {"reader_language": reader_language}
        return self._get(_passage(address), params, TypeAdapter(PassagePage))

    def page_picture(self, address: str, number: int | None) -> PagePicture:
        """Return what is known of the page of a passage, or of another page of its document."""
        path = _passage(address)
        return self._get(f"{path}/page", _numbered(number), TypeAdapter(PagePicture))

    def page_png(self, address: str, number: int | None) -> bytes:
        """Return the picture of that page, a PNG with the passage marked."""
        return self.fetch(f"{_passage(address)}/page.png", _numbered(number), PATIENCE)

    def matches(self, identifier: str, question: str) -> list[Match]:
        """Return the passages of a resource that answer a question, in reading order."""
        path = f"{_resource(identifier)}/matches"
        return self._get(path, {"q": question}, TypeAdapter(Matches)).matches

    def side_by_side(self, identifier: str, other: str) -> SideBySide:
        """Return two versions of a work, the passages that say the same in one row."""
        path = f"{_resource(identifier)}/beside/{quote(other, safe='')}"
        return self._get(path, {}, TypeAdapter(SideBySide))

    def related(
        self,
        like: Sequence[str],
        unlike: Sequence[str],
        k: int,
        reads: Sequence[str],
        reader_language: str,
    ) -> Recommendations:
        """Return resources like these and not like those, each with a reason."""
        params = {
            "like": list(like),
            "unlike": list(unlike),
            **_recommending(k, reads, reader_language),
        }
        return self._get("/v1/related", params, TypeAdapter(Recommendations))

    def elsewhere(
        self, identifier: str, k: int, reads: Sequence[str], reader_language: str
    ) -> Recommendations:
        """Return resources with the same strategy as one in another field."""
        params = _recommending(k, reads, reader_language)
        path = f"{_resource(identifier)}/elsewhere"
        return self._get(path, params, TypeAdapter(Recommendations))

    def evidence(
        self, identifier: str, k: int, reads: Sequence[str], reader_language: str
    ) -> Recommendations:
        """Return the research on a practice, or the practice that research is about."""
        params = _recommending(k, reads, reader_language)
        path = f"{_resource(identifier)}/evidence"
        return self._get(path, params, TypeAdapter(Recommendations))

    def recommendations(
        self, discipline: str, k: int, reads: Sequence[str], reader_language: str
    ) -> Recommendations:
        """Return resources for a discipline, each with a reason."""
        params = {"discipline": discipline, **_recommending(k, reads, reader_language)}
        return self._get("/v1/recommendations", params, TypeAdapter(Recommendations))

    def suggest_pack(self, plan: Plan, reader_language: str) -> Pack:
        """Return a workshop made for a plan."""
        params = _planned(plan, reader_language)
        return self._get("/v1/packs/suggest", params, TypeAdapter(Pack))

    def review_pack(self, plan: Plan, placed: Sequence[str], reader_language: str) -> Pack:
        """Return a workshop of what is `placed` (`practice:ID`), with what is said of it now."""
        since = {"since": plan.made} if plan.made else {}
        params = {**_planned(plan, reader_language), **since, "placed": list(placed)}
        return self._get("/v1/packs/review", params, TypeAdapter(Pack))

    def disciplines(self, reader_language: str) -> list[Discipline]:
        """Return the tree of disciplines with the number of resources in each."""
        return self._get("/v1/disciplines", {"reader_language": reader_language}, _DISCIPLINES)

    def fields_named(self, typed: str, reader_language: str) -> list[Discipline]:
        """Return the disciplines with resources whose name begins so, in any language."""
        params = {"q": typed, "reader_language": reader_language}
        return self._get("/v1/disciplines", params, _DISCIPLINES)

    def map(self, reader_language: str) -> CollectionMap:
        """Return where each resource is on the map of the collection."""
        params = {"reader_language": reader_language}
        return self._get("/v1/map", params, TypeAdapter(CollectionMap))

    def timeline(self) -> Timeline:
        """Return how many works there are of each year, and added in each month."""
        return self._get("/v1/timeline", {}, TypeAdapter(Timeline))

    def vocabulary(self, name: str, reader_language: str) -> VocabularyPage:
        """Return a vocabulary with all its concepts."""
        params = {"reader_language": reader_language}
        return self._get(f"/v1/vocabularies/{name}", params, TypeAdapter(VocabularyPage))

    def readiness(self) -> Readiness:
        """Return whether the API can answer, and how much it knows."""
        return self._get("/readyz", {}, TypeAdapter(Readiness))

    def fetch(self, path: str, params: Mapping[str, object], patience: httpx.Timeout) -> bytes:
        """Return the body of the answer to one question, without empty lists in `params`."""
        given = {key: value for key, value in params.items() if value != []}
        return self.send("GET", path, patience, params=given).content

    def send(self, method: str, path: str, patience: httpx.Timeout, **how: Any) -> httpx.Response:
        """Return the answer to a request, made as `httpx` takes it."""
        try:
            response = self._http.request(method, path, timeout=patience, **how)
        except (httpx.ReadTimeout, httpx.PoolTimeout) as error:
            raise ServiceTrouble(f"No answer from {self.base} in time.", kind=SLOW) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ServiceTrouble(
                f"No answer from {self._http.base_url}: {error or type(error).__name__}.",
                "balkanetup serve",
            ) from error
        if response.is_error:
            raise _trouble(response)
        return response

    def _get(
        self,
        path: str,
        params: Mapping[str, object],
        shape: TypeAdapter[Answer],
        patience: httpx.Timeout = PATIENCE,
    ) -> Answer:
        return understood(path, self.fetch(path, params, patience), shape.validate_json)


def understood(path: str, content: bytes, read: Callable[[bytes], Answer]) -> Answer:
    """Return an answer as `read` makes it. Raises ServiceTrouble where it is something else."""
    try:
        return read(content)
    except ValidationError as error:
        raise ServiceTrouble(
            f"{path} answered something else than this page expects "
            f"({error.error_count()} differences).",
            "Start the API and the user interface from the same version.",
            httpx.codes.OK,
        ) from error


def file_address(base: str, identifier: str) -> str:
    """Return where a browser gets the file of a resource."""
    return f"{base}{_resource(identifier)}/file"


def page_address(base: str, identifier: str) -> str:
    """Return where everybody reads what a resource is: the address to share and to cite."""
    return f"{base}/d/{quote(identifier, safe='')}"


def citation_address(base: str, identifier: str, written_as: str) -> str:
    """Return where a browser gets the reference to a resource as a file."""
    return f"{base}{_resource(identifier)}/citation?format={written_as}"


def _resource(identifier: str) -> str:
    return f"/v1/resources/{quote(identifier, safe='')}"


def _passage(address: str) -> str:
    return f"/v1/passages/{quote(address, safe='~')}"


def _numbered(number: int | None) -> dict[str, object]:
    return {} if number is None else {"page": number}


def _listing(filters: Filters, k: int, offset: int, language: str) -> dict[str, object]:
    chosen = {name: list(values) for name, values in filters.items()}
    return {**chosen, "k": k, "offset": offset, "reader_language": language}


def _planned(plan: Plan, language: str) -> dict[str, object]:
    return {
        "topic": plan.topic,
        "minutes": plan.duration,
        "discipline": list(plan.fields),
        "reads": list(plan.readers),
        "reader_language": language,
    }


def _recommending(k: int, reads: Sequence[str], language: str) -> dict[str, object]:
    return {"k": k, "reads": list(reads), "reader_language": language}


def _trouble(response: httpx.Response) -> ServiceTrouble:
    try:
        problem = Problem.model_validate_json(response.content)
    except ValidationError:  # not our API, or something in front of it
        return ServiceTrouble(
            f"The service answered {response.status_code} {response.reason_phrase}.",
            status=response.status_code,
        )
    return ServiceTrouble(problem.detail, problem.cure, problem.status, problem.type)
