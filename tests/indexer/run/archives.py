"""Archives and courses to index, and how a run with them ended."""

import hashlib
import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

from indexer.catalogue import resources
from indexer.run.report import RunReport
from tests.indexer.conftest import Workshop

LONG = "The cat sleeps on the desk while the class writes its minute papers, and nobody minds. "
READING = f"# Reading\n\n{LONG}"


def moodle(text: str = READING) -> dict[str, bytes | str]:
    """Return the files of a course with a file, a page, a label and what a student handed in."""
    digest = hashlib.sha1(text.encode()).hexdigest()
    essay = hashlib.sha1(b"essay").hexdigest()

    def listed(hash_: str, context: int, component: str, area: str, name: str) -> str:
        return (
            f"<file><contenthash>{hash_}</contenthash><contextid>{context}</contextid>"
            f"<component>{component}</component><filearea>{area}</filearea>"
            f"<filepath>/</filepath><filename>{name}</filename></file>"
        )

    def activity(number: int, kind: str, title: str) -> str:
        return (
            f"<activity><moduleid>{number}</moduleid><sectionid>3</sectionid><modulename>{kind}"
            f"</modulename><title>{title}</title><directory>activities/{kind}_{number}</directory>"
            "</activity>"
        )

    return {
        "moodle_backup.xml": (
            "<moodle_backup><information><original_course_fullname>Dogs</original_course_fullname>"
            "<contents><activities>"
            + activity(1, "resource", "Reading")
            + activity(2, "page", "Прва страна")
            + activity(4, "assign", "Essay")
            + "</activities><sections><section><sectionid>3</sectionid><title>Week 3</title>"
            "<directory>sections/section_3</directory></section></sections></contents>"
            "</information></moodle_backup>"
        ),
        "files.xml": "<files>"
        + listed(digest, 11, "mod_resource", "content", "reading.md")
        + listed(digest, 11, "mod_resource", "content", ".")
        + listed(essay, 14, "assignsubmission_file", "submission_files", "essay.txt")
        + "</files>",
        f"files/{digest[:2]}/{digest}": text,
        f"files/{essay[:2]}/{essay}": "My secret essay about the owl.",
        "activities/resource_1/resource.xml": '<activity contextid="11"><resource/></activity>',
        "activities/page_2/page.xml": '<activity contextid="12"><page><name>x</name><content>'
        f"&lt;p&gt;The dog barks. {LONG}&lt;/p&gt;</content></page></activity>",
        "activities/assign_4/assign.xml": '<activity contextid="14"><assign/></activity>',
        "sections/section_3/section.xml": "<section><summary>$@NULL@$</summary></section>",
    }


def tarred(entries: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in entries.items():
            raw = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return out.getvalue()


def put(workshop: Workshop, name: str, content: bytes) -> Path:
    file = workshop.folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def ended(report: RunReport) -> dict[str, tuple[str, str]]:
    return {file.path: (file.action, str(file.outcome)) for file in report.files}


def ids(workshop: Workshop) -> dict[str, str]:
    catalogue = workshop.catalogue()
    by_path = {resource.path: resource.id for resource in resources.several(catalogue)}
    catalogue.close()
    return by_path


def about(workshop: Workshop, path: str) -> tuple[tuple[str, ...], str | None]:
    catalogue = workshop.catalogue()
    resource = resources.find_by_file(catalogue, str(workshop.folder.resolve()), path)
    catalogue.close()
    assert resource is not None
    return resource.metadata.authors, resource.metadata.licence
