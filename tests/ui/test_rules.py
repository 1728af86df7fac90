"""What the user interface never does: reach into our other code, or let the outside in."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
MODULES = sorted((REPOSITORY / "ui").rglob("*.py"))
SCRIPTS = sorted((REPOSITORY / "ui").rglob("*.js"))


def imported(module: Path) -> set[str]:
    tree = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    names: set[str] = set()
    for node in tree:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_of_our_own_code_only_wire_models_limits_and_addresses_are_imported(module: Path) -> None:
    ours = {name for name in imported(module) if name.split(".")[0] in {"indexer", "search_api"}}
    assert {it for it in ours if not it.startswith("search_api.schemas")} <= {
        *("search_api.limits", "search_api.addresses"),
    }


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_markdown_and_scripts_get_no_html(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert not re.search(r"unsafe_allow|st\.(markdown|write|caption|title|header)\(", source)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_scripts_make_text_never_markup_and_load_nothing(script: Path) -> None:
    source = script.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", source)
    assert not re.search(r"\bimport\b|fetch\(|XMLHttp|WebSocket|https?:", source)


def test_the_style_sheet_asks_for_nothing_from_elsewhere() -> None:
    sheet = (REPOSITORY / "ui" / "style.css").read_text(encoding="utf-8")
    assert not re.search(r"@import|url\(|https?:", sheet)


def test_the_server_is_for_this_machine_and_tells_nobody() -> None:
    settings = tomllib.loads((REPOSITORY / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False


def colours(look: str) -> dict[str, str]:
    """Return the colours at the top of the style sheet, by day (light) or by night (dark)."""
    sheet = (REPOSITORY / "ui" / "style.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--(\w+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", sheet)
    return {name: light if look == "light" else dark for name, light, dark in pairs}


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_colours_of_the_theme_and_of_the_style_sheet_agree(look: str) -> None:
    settings = tomllib.loads((REPOSITORY / ".streamlit" / "config.toml").read_text("utf-8"))
    theme, sheet = settings["theme"][look], colours(look)
    assert (sheet["paper"], sheet["shade"], sheet["ink"], sheet["fill"], sheet["green"]) == (
        theme["backgroundColor"],
        theme["secondaryBackgroundColor"],
        theme["textColor"],
        theme["primaryColor"],
        theme["linkColor"],
    )


def test_no_colour_stands_in_a_rule_itself() -> None:
    rules = (REPOSITORY / "ui" / "style.css").read_text(encoding="utf-8").partition("}")[2]
    assert set(re.findall(r"#[0-9a-f]{3,8}\b(?=[;, )])", rules)) <= {
        "#fff",
        "#000",
        "#00000024",
        "#0000000a",
    }


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *(("ink", "paper"), ("soft", "paper"), ("soft", "card"), ("soft", "tint")),
        *(("green", "card"), ("green", "tint"), ("ink", "mark"), ("soft", "shade")),
        *(("ink", "note"), ("green", "note"), ("warn", "paper"), ("soft", "box")),
    ],
)
def test_every_text_stands_out_from_its_ground(text: str, ground: str, look: str) -> None:
    assert contrast(colours(look)[text], colours(look)[ground]) >= 4.5  # WCAG 2.2, level AA


@pytest.mark.parametrize("look", ["light", "dark"])
def test_white_stands_out_from_a_button(look: str) -> None:
    assert contrast("#ffffff", colours(look)["fill"]) >= 4.5


def contrast(colour: str, ground: str) -> float:
    light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
