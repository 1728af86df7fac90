"""The page that a browser gets before Streamlit's scripts run, in the reader's language.

It is Streamlit's own with a few places changed: its language and name, what it says where scripts
are off, a sign that it is being loaded, the script that brings back what this browser remembers,
and the scripts of the first screen and what they ask for first, so that they are fetched at once
and not one after another; the font comes after them. A place that another version of Streamlit does
not have is passed over.
"""

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.state import LANGUAGES
from ui.wording import closest, translator

_HERE = Path(__file__).parent
START = "_balkanetup/start.js"
# What Streamlit's scripts ask for before they open their line to Python.
_ASKED = ("_stcore/health", "_stcore/host-config")
_FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
# What stands on the first screen, by the names of Streamlit's parts.
_FIRST = ("Html", "Selectbox", "TextInput", "BidiComponent", "ButtonGroup")
_IMPORTED = re.compile(r"""(?:from|import)\s*["'`]\./([\w.~-]+\.js)["'`]""")
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)


def first_page(original: str, language: str, scripts: Iterable[str] = ()) -> str:
    """Return Streamlit's page in a language; `scripts` are names to be fetched at once."""
    said = {key: escape(translator(language)(key)) for key in ("app_title", "loading", "no_script")}
    preload = _FONT.search(original)
    font = preload[0] if preload else ""
    asked = (f'<link rel="preload" as="fetch" crossorigin href="./{path}">' for path in _ASKED)
    fetched = (
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in scripts
    )
    start = f'{"".join(asked)}<script src="./{START}"></script>'
    changes = {
        font: "",
        '<html lang="en">': f'<html lang="{language}">',
        "<title>Streamlit</title>": f"<title>{said['app_title']}</title>{_style()}{start}",
        "</head>": f"{''.join(fetched)}{font}</head>",
        '<div id="root"></div>': f'<div id="root"><div class="waiting" role="status">'
        f"<b>BALKANETUP</b><p>{said['loading']}</p></div></div>",
    }
    page = _NOSCRIPT.sub(f"<noscript><p>{said['no_script']}</p></noscript>", original)
    for old, new in changes.items():
        page = page.replace(old, new, 1)
    return page


@cache
def first_scripts(folder: Path) -> tuple[str, ...]:
    """Return the scripts of the first screen and those that they import, by name."""
    needed = [path.name for part in _FIRST for path in sorted(folder.glob(f"{part}.*.js"))]
    scripts: dict[str, None] = {}
    while needed:
        name = needed.pop(0)
        if name in scripts or not (path := folder / name).is_file():
            continue
        scripts[name] = None
        needed += _IMPORTED.findall(path.read_text(encoding="utf-8"))
    return tuple(scripts)


def wanted_language(scope: Scope) -> str:
    """Return the language that the address asks for, or else the browser."""
    asked = QueryParams(scope["query_string"]).get("lang", "")
    accepted = Headers(scope=scope).get("accept-language", "")
    return asked if asked in LANGUAGES else closest(re.split("[,;]", accepted)[0])


class FirstPage:
    """A layer that answers for the page itself and for the script that it starts with."""

    def __init__(self, app: ASGIApp, folder: Path, base: str = "") -> None:
        self.app = app
        self._original = (folder / "index.html").read_text(encoding="utf-8")
        self._scripts = _not_yet(first_scripts(folder / "static" / "js"), self._original)
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the two; pass all else on."""
        response = self._response(scope) if scope["type"] == "http" else None
        await (response or self.app)(scope, receive, send)

    def _response(self, scope: Scope) -> Response | None:
        if scope["method"] != "GET":
            return None
        path = scope["path"].removeprefix(self._base)
        if path == "/":
            page = first_page(self._original, wanted_language(scope), self._scripts)
            headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
            return HTMLResponse(page, headers=headers)
        if path == f"/{START}":
            headers = {"Cache-Control": "no-cache"}
            return Response(_start(), headers=headers, media_type="text/javascript")
        return None


def _not_yet(scripts: Iterable[str], page: str) -> tuple[str, ...]:
    return tuple(name for name in scripts if name not in page)


@cache
def _start() -> str:
    return (_HERE / "start.js").read_text(encoding="utf-8")


@cache
def _style() -> str:
    return f"<style>{(_HERE / 'first_page.css').read_text(encoding='utf-8')}</style>"
