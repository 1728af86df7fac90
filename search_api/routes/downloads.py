"""Answers that a browser saves as files."""

from typing import Any
from urllib.parse import quote

from fastapi.responses import Response


def download(content: bytes, media_type: str, name: str) -> Response:
    """Return a file that a browser saves under `name`, and never shows in a page."""
    plain = "-".join(name.split("/"))
    disposition = f"attachment; filename*=utf-8''{quote(plain, safe='')}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def content_of(description: str, *media_types: str) -> dict[int | str, dict[str, Any]]:
    """Return what the OpenAPI document says of an answer that is one of these files."""
    content = {
        media_type: {"schema": {} if media_type.endswith("json") else {"type": "string"}}
        for media_type in media_types
    }
    return {200: {"description": description, "content": content}}
