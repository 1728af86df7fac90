"""Questions to the API: each is a method, its answer one of the wire models."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter

from search_api.schemas import (
    Completions,
    Discipline,
    Match,
    PassagePage,
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
from ui.connection import PATIENCE, Connection
from ui.planning import Plan

Filters = Mapping[str, Sequence[str]]

# Suggestions that come late are of no use: the reader types on.
_IMPATIENCE = httpx.Timeout(2.0)
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


class Client(Connection):
    """Questions to one API. Every method raises ServiceTrouble when there is no answer."""

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
        return self.get("/v1/search", params, TypeAdapter(SearchAnswer))

    def suggestions(self, typed: str, k: int, reader_language: str) -> Completions:
        """Return what a half-typed question may become."""
        params = {"q": typed, "k": k, "reader_language": reader_language}
        return self.get("/v1/suggest", params, TypeAdapter(Completions), _IMPATIENCE)

    def resources(
        self, filters: Filters, k: int, offset: int, reads: Sequence[str], reader_language: str
    ) -> ResourceList:
        """Return a part of the list of resources."""
        params = {"reads": list(reads), **_listing(filters, k, offset, reader_language)}
        return self.get("/v1/resources", params, TypeAdapter(ResourceList))

    def newest(self, k: int, reader_language: str) -> ResourceList:
        """Return the resources that came into the collection last."""
        params = {"sort": "-added", "k": k, "reader_language": reader_language}
        return self.get("/v1/resources", params, TypeAdapter(ResourceList))

    def resource(self, identifier: str, reader_language: str) -> ResourcePage:
        """Return everything about one resource."""
        params = {"reader_language": reader_language}
        return self.get(_resource(identifier), params, TypeAdapter(ResourcePage))

    def citation(self, identifier: str, style: str) -> str:
        """Return the reference to a resource as text."""
        return self.fetch(f"{_resource(identifier)}/citation", {"style": style}, PATIENCE).decode()

    def passage(self, address: str, reader_language: str) -> PassagePage:
        """Return the passage at an address, or the one that took its place, with its neighbours."""
        params = {"reader_language": reader_language}
        return self.get(_passage(address), params, TypeAdapter(PassagePage))

    def page_picture(self, address: str, number: int | None) -> PagePicture:
        """Return what is known of the page of a passage, or of another page of its document."""
        path = _passage(address)
        return self.get(f"{path}/page", _numbered(number), TypeAdapter(PagePicture))

    def page_png(self, address: str, number: int | None) -> bytes:
        """Return the picture of that page, a PNG with the passage marked."""
        return self.fetch(f"{_passage(address)}/page.png", _numbered(number), PATIENCE)

    def matches(self, identifier: str, question: str) -> list[Match]:
        """Return the passages of a resource that answer a question, in reading order."""
        path = f"{_resource(identifier)}/matches"
        return self.get(path, {"q": question}, TypeAdapter(Matches)).matches

    def side_by_side(self, identifier: str, other: str) -> SideBySide:
        """Return two versions of a work, the passages that say the same in one row."""
        path = f"{_resource(identifier)}/beside/{quote(other, safe='')}"
        return self.get(path, {}, TypeAdapter(SideBySide))

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
        return self.get("/v1/related", params, TypeAdapter(Recommendations))

    def elsewhere(
        self, identifier: str, k: int, reads: Sequence[str], reader_language: str
    ) -> Recommendations:
        """Return resources with the same strategy as one in another field."""
        params = _recommending(k, reads, reader_language)
        path = f"{_resource(identifier)}/elsewhere"
        return self.get(path, params, TypeAdapter(Recommendations))

    def evidence(
        self, identifier: str, k: int, reads: Sequence[str], reader_language: str
    ) -> Recommendations:
        """Return the research on a practice, or the practice that research is about."""
        params = _recommending(k, reads, reader_language)
        path = f"{_resource(identifier)}/evidence"
        return self.get(path, params, TypeAdapter(Recommendations))

    def recommendations(
        self, discipline: str, k: int, reads: Sequence[str], reader_language: str
    ) -> Recommendations:
        """Return resources for a discipline, each with a reason."""
        params = {"discipline": discipline, **_recommending(k, reads, reader_language)}
        return self.get("/v1/recommendations", params, TypeAdapter(Recommendations))

    def suggest_pack(self, plan: Plan, reader_language: str) -> Pack:
        """Return a workshop made for a plan."""
        params = _planned(plan, reader_language)
        return self.get("/v1/packs/suggest", params, TypeAdapter(Pack))

    def review_pack(self, plan: Plan, placed: Sequence[str], reader_language: str) -> Pack:
        """Return a workshop of what is `placed` (`practice:ID`), with what is said of it now."""
        since = {"since": plan.made} if plan.made else {}
        params = {**_planned(plan, reader_language), **since, "placed": list(placed)}
        return self.get("/v1/packs/review", params, TypeAdapter(Pack))

    def disciplines(self, reader_language: str) -> list[Discipline]:
        """Return the tree of disciplines with the number of resources in each."""
        return self.get("/v1/disciplines", {"reader_language": reader_language}, _DISCIPLINES)

    def fields_named(self, typed: str, reader_language: str) -> list[Discipline]:
        """Return the disciplines with resources whose name begins so, in any language."""
        params = {"q": typed, "reader_language": reader_language}
        return self.get("/v1/disciplines", params, _DISCIPLINES)

    def map(self, reader_language: str) -> CollectionMap:
        """Return where each resource is on the map of the collection."""
        params = {"reader_language": reader_language}
        return self.get("/v1/map", params, TypeAdapter(CollectionMap))

    def timeline(self) -> Timeline:
        """Return how many works there are of each year, and added in each month."""
        return self.get("/v1/timeline", {}, TypeAdapter(Timeline))

    def vocabulary(self, name: str, reader_language: str) -> VocabularyPage:
        """Return a vocabulary with all its concepts."""
        params = {"reader_language": reader_language}
        return self.get(f"/v1/vocabularies/{name}", params, TypeAdapter(VocabularyPage))

    def readiness(self) -> Readiness:
        """Return whether the API can answer, and how much it knows."""
        return self.get("/readyz", {}, TypeAdapter(Readiness))


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
