"""Streamlit's scripts, styles and fonts from memory, compressed once: what a first visit waits for.

Their names carry a hash of what is in them, so a browser may keep them for good. Whatever is not
here is Streamlit's to answer.
"""

import gzip
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

LARGEST = 3_000_000  # bytes kept in memory of one file; no screen of ours loads a larger one
_TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
_TEXT = {".js", ".css"}
_HASHED = re.compile(r".+\.[\w-]{8}\.(js|css|woff2)")
_FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """A file as it is sent: `plain`, and `compressed` where that is worth it."""

    media_type: str
    plain: bytes
    compressed: bytes | None

    def response(self, accepted: str) -> Response:
        """Return the answer to a browser that accepts these encodings."""
        headers = {"Cache-Control": _FOR_GOOD, "Vary": "Accept-Encoding"}
        if self.compressed is None or "gzip" not in accepted:
            return Response(self.plain, headers=headers, media_type=self.media_type)
        headers["Content-Encoding"] = "gzip"
        return Response(self.compressed, headers=headers, media_type=self.media_type)


@cache
def read_asset(path: Path) -> Asset:
    """Return a file, compressed the first time that it is asked for."""
    plain = path.read_bytes()
    compressed = gzip.compress(plain, 6) if path.suffix in _TEXT else None
    return Asset(_TYPES[path.suffix], plain, compressed)


class Assets:
    """A layer that answers for the hashed files in `folder`/static, at `base`/static."""

    def __init__(self, app: ASGIApp, folder: Path, base: str = "") -> None:
        self.app = app
        self._files = {
            f"{base}/{path.relative_to(folder).as_posix()}": path
            for path in (folder / "static").rglob("*")
            if _HASHED.fullmatch(path.name) and path.stat().st_size <= LARGEST
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file that we have; pass all else on."""
        path = self._files.get(scope["path"]) if scope["type"] == "http" else None
        if path is None or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        accepted = Headers(scope=scope).get("accept-encoding", "")
        await read_asset(path).response(accepted)(scope, receive, send)
