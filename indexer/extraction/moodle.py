"""A course that Moodle backed up (.mbz): its sections, the files in them and the pages it wrote.

Files lie in the archive under their hash; lists say what each is called and where in the course it
stands. What students wrote or handed in is left where it is.
"""

import html
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from indexer.errors import Unreadable
from indexer.extraction import archives, office, quizzes
from indexer.extraction.cartridge import as_name
from indexer.text.cleaning import one_line

MANIFEST = "moodle_backup.xml"
LARGEST_PART = 64 * 2**20  # bytes of one list
_SHORTEST = 80  # characters: a page with less says no more than its title
# Where teachers put files; all other places are for students, or for Moodle itself.
_AREAS = {
    "content", "intro", "introattachment", "chapter", "package", "summary", "section", "public",
    "page_contents", "instructauthors", "overviewfiles",
}  # fmt: skip
# Moodle's names of licences; those without a version are older, and mean the third.
_LICENCE = re.compile(r"cc(-nc)?(-nd|-sa)?(?:-(4\.0))?$")
_HASH = re.compile(r"[0-9a-f]{40}$")

Part = Callable[[str], bytes | None]  # the content of a file of the backup, None where it is not


@dataclass(frozen=True, slots=True)
class CourseFile:
    """A file of a course: its path there, its name in the archive, its author and licence."""

    path: str
    name: str
    about: Mapping[str, str]


@dataclass
class Course:
    """What is in a course: its files, pages (path, HTML), and what of it could not be read."""

    files: list[CourseFile] = field(default_factory=list)
    pages: list[tuple[str, bytes]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Activity:
    """A thing in a section: a page, a file, a folder. `context` is what its files refer to."""

    section: str
    kind: str
    title: str
    context: str
    text: str  # HTML


def course(part: Part) -> Course:
    """Return what is in a course. Raises Unreadable when its lists are no XML."""
    manifest = archives.parse_xml(part(MANIFEST) or b"")
    sections = {
        _said(section, "sectionid"): _section_name(_said(section, "title"))
        for section in manifest.iter("section")
    }
    activities = [_activity(activity, sections, part) for activity in manifest.iter("activity")]
    read = Course()
    by_context = {activity.context: activity for activity in activities}
    read.files += _files(part("files.xml"), by_context)
    read.pages += _course_page(manifest, part)
    read.pages += _section_pages(manifest, sections, activities, part)
    for activity in activities:
        if activity.kind != "label" and len(_plain(activity.text)) >= _SHORTEST:
            path = f"{activity.section}/{as_name(activity.title)}.html"
            read.pages.append((path, page(activity.title, activity.text)))
    try:
        read.pages += _question_pages(part("questions.xml"))
    except Unreadable:
        read.problems.append("the questions of its quizzes could not be read")
    return read


def _section_name(title: str) -> str:
    return as_name(f"Section {title}" if title.isdigit() else title)


def _activity(listed: Element, sections: dict[str, str], part: Part) -> _Activity:
    kind, folder = _said(listed, "modulename"), _said(listed, "directory")
    content = part(posixpath.join(folder, f"{kind}.xml"))
    root = archives.parse_xml(content) if content else None
    return _Activity(
        section=sections.get(_said(listed, "sectionid"), "-"),
        kind=kind,
        title=_said(listed, "title"),
        context=root.get("contextid", "") if root is not None else "",
        text="\n".join(_texts(root)) if root is not None else "",
    )


def _texts(root: Element) -> Iterator[str]:
    """Yield the HTML that a teacher wrote: introduction, content, chapters of books, pages."""
    main = next(iter(root), root)
    for name in ("intro", "content", "activity"):
        yield _said(main, name, whole=True)
    for title, text in (("title", "content"), ("title", "contents")):
        for inner in [*main.iter("chapter"), *main.iter("page")]:
            if inner is not main and (words := _said(inner, text, whole=True)):
                yield f"<h2>{html.escape(_said(inner, title))}</h2>\n{words}"


def _question_pages(bank: bytes | None) -> Iterator[tuple[str, bytes]]:
    """Yield a page for each category of the question bank."""
    for name, questions in quizzes.of_moodle(archives.parse_xml(bank)) if bank else ():
        if len(_plain(questions)) >= _SHORTEST:
            yield f"Questions/{as_name(name)}.html", page(name, questions)


def _files(listed: bytes | None, activities: dict[str, _Activity]) -> Iterator[CourseFile]:
    for file in archives.parse_xml(listed).iter("file") if listed else ():
        digest, name = _said(file, "contenthash"), _said(file, "filename")
        component, area = _said(file, "component"), _said(file, "filearea")
        from_teacher = component.startswith("mod_") or component in ("course", "contentbank")
        if name in ("", ".") or not _HASH.match(digest) or not from_teacher or area not in _AREAS:
            continue
        activity = activities.get(_said(file, "contextid"))
        folders = [as_name(folder) for folder in _said(file, "filepath").split("/") if folder]
        above = [activity.section] if activity else []
        if activity and (activity.kind != "resource" or folders):
            above.append(as_name(activity.title))
        path = "/".join([*above, *folders, as_name(name)])
        yield CourseFile(path, f"files/{digest[:2]}/{digest}", _about(file))


def _about(file: Element) -> dict[str, str]:
    """Return the author and, as an SPDX identifier, the licence that were chosen for a file."""
    about = {"author": office.plausible_author(_said(file, "author"))}
    name = _said(file, "license")
    if match := _LICENCE.match(name):
        about["license"] = f"CC-BY{match[1] or ''}{match[2] or ''}-{match[3] or '3.0'}".upper()
    elif name == "public":
        about["license"] = "CC-PDM-1.0"
    return {key: value for key, value in about.items() if value}


def _course_page(manifest: Element, part: Part) -> Iterator[tuple[str, bytes]]:
    name = next(
        (one_line(name.text or "") for name in manifest.iter("original_course_fullname")), ""
    )
    content = part("course/course.xml")
    summary = _said(archives.parse_xml(content), "summary", whole=True) if content else ""
    if len(_plain(summary)) >= _SHORTEST:
        yield f"{as_name(name)}.html", page(name, summary)


def _section_pages(
    manifest: Element, sections: dict[str, str], activities: list[_Activity], part: Part
) -> Iterator[tuple[str, bytes]]:
    """Yield a page for each section: its summary, and the labels between its activities."""
    for listed in manifest.iter("section"):
        name = sections[_said(listed, "sectionid")]
        content = part(posixpath.join(_said(listed, "directory"), "section.xml"))
        texts = [_said(archives.parse_xml(content), "summary", whole=True)] if content else []
        texts += [
            activity.text
            for activity in activities
            if activity.kind == "label" and activity.section == name
        ]
        text = "\n".join(texts)
        if len(_plain(text)) >= _SHORTEST:
            yield f"{name}/{name}.html", page(name, text)


def page(title: str, text: str) -> bytes:
    """Return a web page of this title and HTML."""
    name = html.escape(title)
    head = f'<html><head><meta charset="utf-8"><title>{name}</title></head>'
    return f"{head}<body><h1>{name}</h1>\n{text}\n</body></html>".encode()


def _said(element: Element, name: str, *, whole: bool = False) -> str:
    """Return what the child `name` says; Moodle writes $@NULL@$ where it says nothing."""
    text = element.findtext(name) or ""
    text = "" if text == "$@NULL@$" else text
    return text if whole else one_line(text)


def _plain(markup: str) -> str:
    return one_line(html.unescape(re.sub(r"<[^<>]*>", " ", markup)))
