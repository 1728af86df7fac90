"""The shape of the project: imports point one way, nothing goes in circles, each library has one
home, SQL stands in the catalogue, and a name says what it holds."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "indexer": {"indexer"},
    "search_api": {"search_api", "indexer"},
    "ui": {
        *("ui", "search_api.schemas", "search_api.limits"),
        "search_api.addresses",  # who asks, and under which name
    },
}
HOMES: dict[str, str | tuple[str, ...]] = {
    "faiss": "indexer/vectors/",
    "pymilvus": "indexer/vectors/",
    "fsspec": "indexer/storage/",
    "sqlite3": "indexer/catalogue/",
    "onnxruntime": "indexer/encoding/",
    "ray": "indexer/encoding/",
    "sentence_transformers": "indexer/encoding/",
    "pypdf": "indexer/extraction/",
    "pypdfium2": "indexer/extraction/",
    "docx": ("indexer/extraction/", "search_api/handouts/"),  # to read, and to write
    "pptx": "indexer/extraction/",
    "trafilatura": "indexer/extraction/",
    "striprtf": "indexer/extraction/",
    "defusedxml": "indexer/extraction/",
    "pylatexenc": "indexer/extraction/",
    "streamlit": "ui/",
    "babel": ("indexer/metadata/", "ui/wording.py"),  # names of languages; plurals, dates
    "mcp": "search_api/assistants/",
    "prometheus_client": "search_api/operations/",
}
# Who else may name sqlite3: to turn its errors into sentences.
TRANSLATORS = {
    "indexer/commands/console.py",
    "indexer/disk.py",
    "indexer/storage/damage.py",
    "indexer/storage/doctor.py",
    "indexer/storage/arrivals.py",
    "search_api/problems.py",
    "search_api/retrieval/index_reader.py",
}


def modules() -> list[Path]:
    return sorted(file for package in MAY_IMPORT for file in (REPOSITORY / package).rglob("*.py"))


def imported(file: Path) -> Iterator[str]:
    """Yield the full names that a module imports: `a.b.c` for `from a.b import c`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def name_of(file: Path) -> str:
    return file.relative_to(REPOSITORY).as_posix()


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_imports_point_one_way(file: Path) -> None:
    allowed = MAY_IMPORT[file.relative_to(REPOSITORY).parts[0]]
    ours = [
        name for name in imported(file) if name.split(".")[0] in {*MAY_IMPORT, "tests", "corpus"}
    ]
    wrong = [name for name in ours if not any(f"{name}.".startswith(f"{ok}.") for ok in allowed)]
    assert not wrong


@pytest.mark.parametrize("library", HOMES)
def test_a_heavy_library_has_one_home(library: str) -> None:
    users = {
        name_of(file)
        for file in modules()
        if any(name.split(".")[0] == library for name in imported(file))
    }
    assert users, f"nothing uses {library}: is it still needed?"
    assert {user for user in users - TRANSLATORS if not user.startswith(HOMES[library])} == set()


# Each package may import those that are named before it, and no other.
ORDER = {
    "indexer": (
        "errors domain settings disk checked_files file_names own_yaml processes text encoding"
        " taxonomy vectors metadata extraction catalogue storage run inbox commands cli"
    ),
    "search_api": (
        "addresses limits repeating schemas retrieval recommend statistics citing network handouts"
        " packs presenters recommended sharing freshness access request_id problems assistants"
        " contract docs_page layers traffic operations uploads paging dependencies routes warming"
        " app following starting serving commands cli"
    ),
}


def our_imports() -> dict[str, set[str]]:
    """Return the modules of ours that each module imports, also inside functions and for types."""
    names = {dotted(file): file for file in modules()}

    return {
        name: {
            module
            for full in imported(file)
            if (module := full if full in names else full.rpartition(".")[0]) in names
        }
        - {name}
        for name, file in names.items()
    }


def dotted(file: Path) -> str:
    return ".".join(file.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__")


def test_no_module_imports_itself_in_a_circle() -> None:
    assert list(
        TopologicalSorter(our_imports()).static_order()
    )  # raises CycleError with the circle


@pytest.mark.parametrize("package", ORDER)
def test_packages_stand_in_order(package: str) -> None:
    order = ORDER[package].split()
    rooms = {name.split(".")[1] for name in our_imports() if name.startswith(f"{package}.")}
    assert rooms == set(order)
    wrong = {
        (name, other)
        for name, others in our_imports().items()
        for other in others
        if name.startswith(f"{package}.") and other.startswith(f"{package}.")
        if order.index(name.split(".")[1]) < order.index(other.split(".")[1])
    }
    assert wrong == set()


@pytest.mark.parametrize("package", ["retrieval", "recommend", "citing", "handouts", "packs"])
def test_the_core_knows_no_wire(package: str) -> None:
    wire = {"pydantic", "fastapi", "starlette", "search_api.schemas", "search_api.presenters"}
    wrong = {
        (name_of(file), name)
        for file in (REPOSITORY / "search_api" / package).rglob("*.py")
        for name in imported(file)
        if any(f"{name}.".startswith(f"{prefix}.") for prefix in wire)
    }
    assert wrong == set()


def test_sql_stands_only_in_the_catalogue() -> None:
    outside = [file for file in modules() if "indexer/catalogue/" not in name_of(file)]
    users = {
        name_of(file)
        for file in outside
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"db", "execute", "executemany", "executescript"}
    }
    assert users == set()


def test_only_the_edge_reads_the_environment() -> None:
    readers = {
        name_of(file)
        for file in modules()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }
    # One keeps libraries silent, one names what nothing reads, two hand the environment to
    # children; the UI has its own edges.
    edges = {
        *("indexer/__init__.py", "indexer/cli.py", "indexer/settings.py"),
        *("search_api/serving.py", "search_api/starting.py", "ui/connection.py", "ui/served.py"),
    }
    assert readers <= edges


# Words that could name anything, and so say nothing of what they hold.
EMPTY_NAMES = {"one", "known", "found", "told", "each"}
# The packages that have none of them, and get none again.
PLAIN_PACKAGES = (
    "corpus",
    "indexer/catalogue",
    "indexer/commands",
    "indexer/extraction",
    "indexer/inbox",
    "indexer/metadata",
    "indexer/run",
    "indexer/storage",
    "indexer/taxonomy",
    "indexer/text",
    "indexer/vectors",
    "search_api",
    "ui",
)


def names_given(source: str) -> Iterator[str]:
    """Yield the names that a module gives: to variables, arguments, attributes, functions ..."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name):
                yield name.lower()
            case ast.arg(arg=name) | ast.alias(asname=str(name)):
                yield name
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                yield name
            case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield name


@pytest.mark.parametrize("package", PLAIN_PACKAGES)
def test_a_name_says_what_it_holds(package: str) -> None:
    files = sorted((REPOSITORY / package).rglob("*.py"))
    assert files, f"{package} has moved: name it anew"
    empty = {
        (name_of(file), name)
        for file in files
        for name in names_given(file.read_text(encoding="utf-8"))
        if name in EMPTY_NAMES
    }
    assert empty == set()


@pytest.mark.parametrize(
    "source",
    [
        "one = 1",
        "for known, _ in pairs: pass",
        "total = sum(each for each in numbers)",
        "result.found = 1",
        "def told(): pass",
        "async def told(): pass",
        "class Found: pass",
        "def f(*, known): pass",
        "g = lambda one: 0",
        "import numpy as found",
        "with file as one: pass",
        "if (found := 1): pass",
        """try:
    pass
except ValueError as told:
    pass""",
        """match value:
    case [first, *each]:
        pass""",
        """match value:
    case {"a": 1, **one}:
        pass""",
    ],
)
def test_every_way_of_giving_a_name_is_seen(source: str) -> None:
    assert EMPTY_NAMES & set(names_given(source))


def test_using_a_name_is_not_giving_it() -> None:
    assert not EMPTY_NAMES & set(names_given("print(one, shared.found, known=each)"))
