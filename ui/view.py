"""What is on the screen, as a value: a view, and those that lead on from it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from search_api.limits import MOST_EXAMPLES, MOST_SEEDS
from search_api.schemas.gaps import Dimension
from ui.discovering.sight import Sight
from ui.keeping import Kept
from ui.planning import Plan

Screen = Literal[
    "search",
    "resource",
    "browse",
    "list",
    "discover",
    "maintain",
    "people",
    "institutions",
    "person",
    "institution",
    "gaps",
]
Part = Literal[
    "state",
    "jobs",
    "send",
    "resource",
    "files",
    "runs",
    "findings",
    "unknown",
    "requests",
]


@dataclass(frozen=True)
class View:
    """One state of the interface.

    `language` is the interface's (None: the browser's); `filters` has a facet only if it has
    values. `reads` are the languages the reader reads, all when empty. `like` and `unlike` are
    passages, by their addresses, to find more and less of. `weaker` lists what is no match, too.
    `page` is one of the list, or of the text of a resource, which was found on the page `found_on`
    of the results. `browsing` is an ISCED-F field; `passage` the one of the resource that the
    reader came from: the part of its address that names it there, or, in an old link, its place.
    `sheet` is the page of the document that is looked at, that of the passage when None; `beside`
    another version of the work to read next to it. What is recommended shall be unlike the
    resources `passed_over`.
    `kept` is the reader's list, `title` what it is called and `plan` what it is made for; every
    link carries them. `part` is that of the screen for maintainers, `sight` what of the collection
    as a whole is looked at, `rows` and `columns` what the screen of gaps counts by. `resource` is
    also the person or institution shown.
    """

    screen: Screen = "search"
    language: str | None = None
    reads: tuple[str, ...] = ()
    query: str = ""
    like: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weaker: bool = False
    page: int = 1
    found_on: int = 1
    resource: str | None = None
    passage: str | None = None
    sheet: int | None = None
    beside: str | None = None
    browsing: str | None = None
    kept: tuple[Kept, ...] = ()
    title: str = ""
    passed_over: tuple[str, ...] = ()
    plan: Plan = field(default_factory=Plan)
    part: Part = "state"
    sight: Sight = field(default_factory=Sight)
    rows: Dimension = "discipline"
    columns: Dimension = "strategy"

    @property
    def asks(self) -> bool:
        """Whether there is something to search for: a question, or a passage to find more of."""
        return bool(self.query or self.like)

    def fresh(self, screen: Screen = "search") -> "View":
        """Return the beginning of a screen for the same reader: with the languages and the list."""
        return View(
            screen=screen,
            language=self.language,
            reads=self.reads,
            kept=self.kept,
            title=self.title,
            plan=self.plan,
        )

    def asking(self, question: str) -> "View":
        """Return the view of another question, with the same filters."""
        return replace(self, query=question.strip(), like=(), unlike=(), weaker=False, page=1)

    def more_like(self, passage: str) -> "View":
        """Return the view refined towards a passage; no longer so, if it was."""
        like, unlike = _toggled(passage, self.like, self.unlike)
        return replace(self, like=like, unlike=unlike, page=1)

    def less_like(self, passage: str) -> "View":
        """Return the view refined away from a passage; no longer so, if it was."""
        unlike, like = _toggled(passage, self.unlike, self.like)
        return replace(self, like=like, unlike=unlike, page=1)

    def passing_over(self, resource: str) -> "View":
        """Return the view with recommendations unlike a resource; no longer so, if they were."""
        others = tuple(other for other in self.passed_over if other != resource)
        now = others if resource in self.passed_over else (*others, resource)[-MOST_SEEDS:]
        return replace(self, passed_over=now)

    def narrowed(self, facet: str, values: Sequence[str]) -> "View":
        """Return the view with these values of a facet (none: any), from the first page on."""
        filters = {name: kept for name, kept in self.filters.items() if name != facet}
        if values:
            filters[facet] = tuple(dict.fromkeys(values))
        return replace(self, filters=filters, page=1)

    def without(self, facet: str, value: str) -> "View":
        """Return the view with one value of a facet no longer asked for."""
        return self.narrowed(facet, [kept for kept in self.filters.get(facet, ()) if kept != value])

    def with_weaker(self, weaker: bool) -> "View":
        """Return the view with the weaker results listed after the matches, or without them."""
        return replace(self, weaker=weaker, page=1)

    def unfiltered(self) -> "View":
        """Return the view without any filter."""
        return replace(self, filters={}, page=1)

    def opening(self, resource: str, passage: str | None = None) -> "View":
        """Return the view of a resource, which remembers the question and page it was found on."""
        return replace(
            self,
            screen="resource",
            resource=resource,
            passage=passage,
            sheet=None,
            beside=None,
            page=1,
            found_on=self.found_on if self.screen == "resource" else self.page,
            passed_over=(),
        )

    def at_passage(self, passage: str) -> "View":
        """Return the view of another passage of the same resource."""
        return replace(self, passage=passage, sheet=None, page=1)

    def maintaining(self, part: Part, resource: str | None = None) -> "View":
        """Return the view of a part of the screen for maintainers."""
        return replace(self.fresh("maintain"), part=part, resource=resource)

    def back_to_results(self) -> "View":
        """Return the view of the results that the resource was opened from, at the same page."""
        return replace(
            self,
            screen="browse" if self.browsing else "search",
            resource=None,
            passage=None,
            sheet=None,
            beside=None,
            page=self.found_on,
            found_on=1,
        )

    def offset(self, size: int) -> int:
        """Return how many things of a list come before this page of `size` things."""
        return (self.page - 1) * size


def _toggled(
    passage: str, chosen: tuple[str, ...], opposite: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return `chosen` with the passage in it, or out again, and `opposite` surely without it."""
    others = tuple(other for other in chosen if other != passage)
    now = others if passage in chosen else (*others, passage)[-MOST_EXAMPLES:]
    return now, tuple(other for other in opposite if other != passage)


def page_count(total: int, size: int) -> int:
    """Return how many pages of `size` things there are; at least one."""
    return max(1, math.ceil(total / size))
