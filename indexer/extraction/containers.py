"""Files that hold documents: ZIP archives, courses of Moodle (.mbz), Common Cartridge and SCORM.

Opened in the child only. What they hold is told by name first, then handed out piece by piece; the
parent writes each document where every format can read it. Only documents leave a container:
pictures, sounds and programs stay inside, and so does what students handed in.
"""

import io
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from indexer.domain import Outcome
from indexer.errors import Unreadable
from indexer.extraction import archives, cartridge, guards, moodle, quizzes
from indexer.extraction.decoding import decode
from indexer.extraction.left_behind import is_left_behind
from indexer.extraction.registry import suffix_of, suffixes
from indexer.extraction.signatures import is_zip

SUFFIXES = (".zip", ".mbz", ".imscc")
DEEPEST = 3  # containers inside of containers
MAX_ENTRIES = 50_000
MAX_DOCUMENTS = 5_000
MAX_BYTES = 2 * 2**30  # of all documents together
SIDECARS = (".yaml", ".yml", ".json")
_GZIP = b"\x1f\x8b"
_PART = 8 * 2**20  # bytes handed out at a time


@dataclass(frozen=True, slots=True)
class Member:
    """One document inside: its path as a reader knows it, its bytes and how to get at them.

    `about` is what the container says of it, by the names of metadata fields.
    """

    path: str
    size: int
    open: Callable[[], IO[bytes]]
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Container:
    """An open container: its documents, how many other files it holds, what could not be read."""

    members: list[Member]
    others: int
    problems: tuple[str, ...] = ()
    _streams: dict[int, IO[bytes]] = field(default_factory=dict)

    def part(self, number: int, start: int) -> bytes:
        """Return the bytes of a member that begin at `start`; nothing at its end."""
        stream = self._streams.get(number)
        if stream is None:
            stream = self._streams[number] = self.members[number].open()
        if stream.tell() != start:
            stream.seek(start)
        part = stream.read(_PART)
        if not part:
            self._streams.pop(number).close()
        return part


def matches(head: bytes) -> bool:
    """Whether a file that begins with `head` can be a container: a ZIP archive, or TAR in GZIP."""
    return is_zip(head) or head.startswith(_GZIP)


def is_container(path: str) -> bool:
    """Whether the name of a file says that it holds documents."""
    return suffix_of(path) in SUFFIXES


def outermost(path: str) -> str | None:
    """Return the path of the container that a document lies in, None if it lies in none."""
    above = (str(parent) for parent in reversed(PurePosixPath(path).parents))
    return next((parent for parent in above if is_container(parent)), None)


def trail(path: str) -> list[str]:
    """Return the name of a file; of one in a container, the way to it from there on."""
    parts = path.split("/")
    outer = (at for at, part in enumerate(parts[:-1]) if is_container(part))
    return parts[next(outer, len(parts) - 1) :]


def open_container(file: Path, max_bytes: int) -> Container:
    """Return what is inside `file`. Raises Unreadable when it is broken, encrypted or a bomb."""
    guards.check_plain(file, max_bytes)
    with file.open("rb") as stream:
        head = stream.read(4)
    if head.startswith(b"PK"):
        files = _zipped(file)
    elif head.startswith(_GZIP):
        files = _tarred(file)
    else:
        raise Unreadable(
            Outcome.MISMATCH,
            "The name says that it holds documents, but it is no archive.",
            cure="Export or download it again.",
        )
    return _container(files)


def _container(files: dict[str, Member]) -> Container:
    """Return the documents among `files`, by the paths that their platform shows."""
    problems: list[str] = []
    if moodle.MANIFEST in files:
        placed = list(_of_moodle(files, problems))
    elif cartridge.MANIFEST in files:
        placed = list(_of_cartridge(files, problems))
    else:
        placed = list(files.values())
    members: list[Member] = []
    others = 0
    taken: set[str] = set()
    paths = {member.path for member in placed}
    for member in placed:
        if _is_document(member.path, paths):
            members.append(replace(member, path=_free(member.path, taken)))
        else:
            others += 1
    _refuse_too_much(members)
    return Container(members, others, tuple(problems))


def _refuse_too_much(members: list[Member]) -> None:
    total = sum(member.size for member in members)
    if len(members) > MAX_DOCUMENTS or total > MAX_BYTES:
        raise Unreadable(
            Outcome.TOO_LARGE,
            f"It holds {len(members):,} documents of {total // 2**20:,} MiB together.",
            cure="Export it in parts, or unpack it into the folder.",
        )
    if not members:
        raise Unreadable(
            Outcome.EMPTY,
            "It holds no documents.",
            cure="Put the documents themselves into the folder.",
        )


def _is_document(path: str, names: set[str]) -> bool:
    """Whether a file inside is a document, or describes one that lies beside it."""
    if any(is_left_behind(part) for part in PurePosixPath(path).parts):
        return False
    suffix = suffix_of(path)
    if suffix in SIDECARS:
        return PurePosixPath(path).with_suffix("").as_posix() in names
    return suffix in suffixes() or suffix in SUFFIXES or suffix in guards.OTHER_DOCUMENTS


def _free(path: str, taken: set[str]) -> str:
    """Return `path`, numbered if another document has it already."""
    pure, number, free = PurePosixPath(path), 2, path
    while free.casefold() in taken:
        free = str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}"))
        number += 1
    taken.add(free.casefold())
    return free


def _of_moodle(files: dict[str, Member], problems: list[str]) -> Iterator[Member]:
    def content(name: str) -> bytes | None:
        return _read(files[name]) if name in files else None

    course = moodle.course(content)
    problems += course.problems
    for file in course.files:
        if file.name in files:
            yield replace(files[file.name], path=file.path, about=file.about)
    for path, page in course.pages:
        yield _page(path, page)


def _of_cartridge(files: dict[str, Member], problems: list[str]) -> Iterator[Member]:
    """Yield the files by their titles, quizzes and topics for discussion as pages."""
    contents = cartridge.contents(_read(files[cartridge.MANIFEST]))
    for name, member in files.items():
        path = contents.paths.get(name, name)
        page_of = _PAGES.get(contents.kinds.get(name, "")[:6].lower())
        if page_of is None or suffix_of(name) != ".xml":
            yield replace(member, path=path)
            continue
        try:
            title, markup = page_of(archives.parse_xml(_read(member)))
        except Unreadable:
            markup = ""
        if markup:
            folder = PurePosixPath(path).parent
            title = title or PurePosixPath(name).stem
            page = moodle.page(title, markup)
            yield _page((folder / f"{cartridge.as_name(title)}.html").as_posix(), page)
        else:
            problems.append(f"questions or a topic in {path!r} could not be read")


_PAGES = {"imsqti": quizzes.of_qti, "imsdt_": quizzes.of_topic}  # by the type of a resource


def _page(path: str, page: bytes) -> Member:
    return Member(path, len(page), partial(io.BytesIO, page))


def _read(member: Member) -> bytes:
    """Return the bytes of a part that is read as XML."""
    if member.size > moodle.LARGEST_PART:
        raise archives.bomb(f"{member.path[:80]!r} is larger than any list of contents")
    with member.open() as stream:
        return stream.read(moodle.LARGEST_PART)


def _zipped(file: Path) -> dict[str, Member]:
    archives.check_directory(file, MAX_ENTRIES, unpacked=None)
    archive = zipfile.ZipFile(file)
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = _names(entries)
    return {
        name: Member(name, entry.file_size, partial(archive.open, entry))
        for name, entry in zip(names, entries, strict=True)
    }


def _names(entries: list[zipfile.ZipInfo]) -> list[str]:
    """Return the names of the files: those of old programs are in a code page of the region."""
    names = [entry.filename for entry in entries]
    unclear = [at for at, entry in enumerate(entries) if not entry.flag_bits & 0x800]
    raw = b"\n".join(names[at].encode("cp437", "replace") for at in unclear)
    with suppress(Unreadable):
        read = decode(raw).text.split("\n")
        if len(read) == len(unclear):
            for at, name in zip(unclear, read, strict=True):
                names[at] = name
    return [name.replace("\\", "/").removeprefix("./") for name in names]


def _tarred(file: Path) -> dict[str, Member]:
    """Return the files of a TAR archive in GZIP, as Moodle writes large courses."""
    with archives.damage_told():
        archive = tarfile.open(file, "r:gz")  # noqa: SIM115 - stays open while the child reads it
        files: dict[str, Member] = {}
        total = 0
        for entry in archive:
            archives.check_path(entry.name)
            if entry.issym() or entry.islnk():
                raise archives.bomb(f"a file inside is a link: {entry.name[:80]!r}")
            total += entry.size
            if total > max(archives.RATIO_MATTERS_ABOVE, archives.MAX_RATIO * file.stat().st_size):
                raise archives.bomb("it unpacks to far more than its size")
            if len(files) >= MAX_ENTRIES:
                raise archives.bomb(f"it holds more than {MAX_ENTRIES:,} files")
            if entry.isfile():
                name = re.sub(r"^\./", "", entry.name)
                files[name] = Member(name, entry.size, partial(_extracted, archive, entry))
        return files


def _extracted(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(entry)
    assert stream is not None, "only plain files are members"
    return stream
