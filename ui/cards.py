"""A resource on the screen: its name, what is known of it, its best passages."""

from search_api.schemas import Band, Concept, Hit, Match, Resource, Version
from ui.excerpts import excerpt
from ui.keep_links import best_name, keep_link
from ui.markup import Html, element, escape, folded_away, joined, link, text
from ui.naming import licence_address, licence_name
from ui.page import Page
from ui.passage_text import shown_in_card
from ui.refining import example_links
from ui.state import address, name_in_resource
from ui.view import View
from ui.why import because, numbers
from ui.wording import Translator, endonym

_BEST, _FURTHER, _ALSO, _ABSTRACT = 440, 260, 200, 280  # characters shown
_BARS: dict[Band, int] = {"strong": 3, "possible": 2, "weak": 1}


def result_card(hit: Hit, page: Page, first: bool = False) -> Html:
    """Return a hit of a search: the best passage in full view, the rest to be opened.

    Of the `first` the next passage is quoted too: where its best one did not help, it often does.
    """
    best, others = hit.matches[:1], hit.matches[1:]
    return element(
        "article",
        element(
            "div",
            title(hit.resource, page.view, "h2"),
            strength(hit.band, page.translate),
            css="top",
        ),
        meta(hit.resource, page.translate, foreign=hit.reading == "other"),
        *setting(hit.resource, page.translate),
        *([] if hit.reading == "own" else gist(hit.resource, page)),
        *_versions(hit.resource, page),
        *[_passage(match, hit.resource, page, _BEST) for match in best],
        *because(hit, page, _BEST),
        *([_also(others[0], hit.resource, page)] if first and others else []),
        element(
            "div",
            *numbers(hit, page),
            *([_further(others, hit.resource, page)] if others else []),
            element(
                "div",
                keep_link(best_name(hit), hit.resource, page),
                *example_links(hit, page),
                css="examples",
            ),
            css="folds",
        ),
        css=f"card {hit.band}",
    )


def resource_card(resource: Resource, page: Page, reason: str = "") -> Html:
    """Return a resource of a list, with the reason why it is there, if there is one."""
    abstract = excerpt(resource.abstract or "", [], _ABSTRACT).text
    return element(
        "article",
        title(resource, page.view, "h3"),
        meta(resource, page.translate),
        *setting(resource, page.translate),
        *gist(resource, page),
        *_versions(resource, page),
        *([text("p", reason, css="reason")] if reason else []),
        *(
            [text("p", abstract, css="abstract", lang=resource.language)]
            if abstract and not resource.gist
            else []
        ),
        element("div", keep_link(resource.id, resource, page), css="examples"),
        css="card",
    )


def title(resource: Resource, view: View, heading: str) -> Html:
    """Return the title as a heading (`h2`, `h3`) that opens the resource."""
    return element(
        heading,
        link(address(view.opening(resource.id)), escape(resource.title)),
        attributes={"lang": resource.language},
    )


def meta(resource: Resource, translate: Translator, foreign: bool = False) -> Html:
    """Return language, type, year, discipline, format and licence in one line.

    `foreign` says that it is in a language that the reader did not choose.
    """
    plain = [
        resource.type.label if resource.type else "",
        str(resource.year or ""),
        ", ".join(part.label for part in resource.disciplines[:2]),
        resource.format,
    ]
    parts = [escape(part) for part in plain if part]
    if resource.language:
        parts.insert(0, _language(resource.language, foreign, translate))
    if resource.licence:
        parts.append(licence(resource.licence, translate))
    return element("p", joined(parts, " · "), css="meta")


def context(resource: Resource) -> list[Concept]:
    """Return the class size, the mode and the level that it is for; none that suits any."""
    concepts = (resource.class_size, resource.mode, resource.cycle)
    return [concept for concept in concepts if concept and concept.id != "any"]


def setting(resource: Resource, translate: Translator) -> list[Html]:
    """Return strategies, class size, mode, level and time in one line, if any is known."""
    parts = [", ".join(strategy.label for strategy in resource.strategies)]
    parts += [concept.label for concept in context(resource)]
    parts += [translate("minutes", count=resource.minutes)] if resource.minutes else []
    line = " · ".join(part for part in parts if part)
    return [text("p", line, css="meta setting")] if line else []


def gist(resource: Resource, page: Page) -> list[Html]:
    """Return the title and the abstract in the reader's language, where a version has them."""
    version = resource.gist
    if version is None:
        return []
    abstract = excerpt(version.abstract or "", [], _ABSTRACT).text
    parts = [
        text("span", f"{page.translate('gist')}: "),
        link(address(page.view.opening(version.id)), escape(version.title)),
        *([escape(f". {abstract}")] if abstract else []),
    ]
    return [element("p", *parts, css="gist", attributes={"lang": version.language})]


def _language(tag: str, foreign: bool, translate: Translator) -> Html:
    name = text("span", endonym(tag), css="tongue")
    return joined([name, escape(f" ({translate('reads_not')})")]) if foreign else name


def version_links(resource: Resource, view: View) -> list[Html]:
    """Return links to the other languages and formats of the work."""
    return [
        link(address(view.opening(version.id)), escape(_version(version)), css="quiet")
        for version in resource.versions
        if version.id != resource.id
    ]


def _versions(resource: Resource, page: Page) -> list[Html]:
    links = version_links(resource, page.view)
    if not links:
        return []
    return [
        element(
            "p", escape(f"{page.translate('other_versions')}: "), joined(links, " · "), css="meta"
        )
    ]


def _version(version: Version) -> str:
    names = (endonym(version.language) if version.language else version.title, version.format)
    return ", ".join(name for name in names if name)


def licence(identifier: str, translate: Translator) -> Html:
    """Return a licence, linked to its text where we know the place."""
    name = licence_name(identifier)
    where = licence_address(identifier)
    return (
        link(where, escape(name), label=f"{translate('facet_licence')}: {name}")
        if where
        else escape(name)
    )


def strength(band: Band, translate: Translator) -> Html:
    """Return how well a result matches: in words, and as one to three bars for the eye."""
    bars = [text("i", "", css="on" if bar < _BARS[band] else "") for bar in range(3)]
    drawing = element("span", *bars, css="bars", attributes={"aria-hidden": "true"})
    return element("span", drawing, escape(translate(f"band_{band}")), css="strength")


def where(match: Match, resource: Resource, translate: Translator) -> str:
    """Return the place of a passage in its resource: `p. 4 · Steps › Voting`."""
    headings = [heading for heading in match.passage.heading_path if heading != resource.title]
    page = match.passage.page
    parts = [translate("page_number", page=page) if page is not None else "", " › ".join(headings)]
    return " · ".join(part for part in parts if part)


def _passage(match: Match, resource: Resource, page: Page, length: int) -> Html:
    there = address(page.view.opening(resource.id, name_in_resource(match.passage.id)))
    place = where(match, resource, page.translate)
    return element(
        "div",
        element(
            "blockquote",
            *shown_in_card(match, length, page.translate),
            attributes={"lang": match.passage.language},
        ),
        element(
            "p",
            *([text("span", place, lang=resource.language)] if place else []),
            link(there, escape(page.translate("read_in_context")), css="quiet"),
            css="where",
        ),
        css="passage",
    )


def _also(match: Match, resource: Resource, page: Page) -> Html:
    """Return in one line what the next passage of a resource says, which leads there."""
    there = address(page.view.opening(resource.id, name_in_resource(match.passage.id)))
    said = " ".join(excerpt(match.passage.text, [], _ALSO, match.answer).text.split())
    words = text("span", said, lang=match.passage.language)
    return element(
        "p", escape(f"{page.translate('also_here')} "), link(there, words, css="quiet"), css="also"
    )


def _further(matches: list[Match], resource: Resource, page: Page) -> Html:
    passages = [_passage(match, resource, page, _FURTHER) for match in matches]
    return folded_away(page.translate("more_passages", count=len(passages)), *passages)
