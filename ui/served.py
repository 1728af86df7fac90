"""The screens with the headers that keep a browser safe; what `balkanetup ui` runs.

Around Streamlit's own server stand four layers: no foreign page gets in (ui/own_pages.py), the
headers, the files of the first visit from memory (ui/assets.py), and the first page in the reader's
language (ui/first_page.py). What the first visit needs is made ready beside the start
(ui/warming.py).

Streamlit's page needs inline styles, and has a script of its own, which alone may run: it is named
by its hash. Nothing is loaded from anywhere else, and other sites may frame a page only when
BALKANETUP_FRAME_ANCESTORS names them. Files are taken from maintainers alone.
"""

import base64
import hashlib
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.starlette import App

from ui.assets import Assets
from ui.first_page import FirstPage, first_scripts
from ui.own_pages import OwnPages
from ui.trusted_sessions import may_pass
from ui.warming import warm_up

_NUMBERS = "/_stcore/metrics"  # of Streamlit: the sessions open now, for anybody who asks
_STATIC = Path(streamlit.__file__).with_name("static")


def headers(frame_ancestors: str) -> dict[str, str]:
    """Return the headers of every answer. `frame_ancestors` are sites, with spaces."""
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", "blob:", *_scripts_of_the_page()]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": frame_ancestors,
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


def _scripts_of_the_page() -> list[str]:
    """Return the hashes of the scripts that stand in Streamlit's page, as a policy has them."""
    page = (_STATIC / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes]


class SafePages:
    """A layer that gives every answer these headers, in place of those it may have, and refuses
    files of strangers, and to say how many visit."""

    def __init__(self, app: ASGIApp, given: dict[str, str]) -> None:
        self.app = app
        self._given = given

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the page does, with the headers."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._given)
            await send(message)

        refused = scope["type"] == "http" and (
            not may_pass(scope["path"]) or scope["path"].endswith(_NUMBERS)
        )
        await (Response(status_code=403) if refused else self.app)(scope, receive, send_safely)


_ANCESTORS = os.environ.get("BALKANETUP_FRAME_ANCESTORS", "").strip() or "'none'"
_NAMES = [urlsplit(os.environ.get("BALKANETUP_PUBLIC_URL", "")).hostname or "localhost"]
_PATH = str(streamlit.get_option("server.baseUrlPath")).strip("/")
_BASE = f"/{_PATH}" if _PATH else ""
app = App(
    Path(__file__).with_name("app.py"),
    middleware=[
        Middleware(
            OwnPages, others=streamlit.get_option("server.corsAllowedOrigins"), names=_NAMES
        ),
        Middleware(SafePages, given=headers(_ANCESTORS)),
        Middleware(Assets, folder=_STATIC, base=_BASE),
        Middleware(FirstPage, folder=_STATIC, base=_BASE),
    ],
)
_SCRIPTS = _STATIC / "static" / "js"
warm_up(_SCRIPTS / name for name in first_scripts(_SCRIPTS))
