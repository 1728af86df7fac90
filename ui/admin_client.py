"""The way to the admin addresses of the API: every method asks with the key, nothing is kept."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote

import httpx

from search_api.schemas import Wire
from search_api.schemas.admin import (
    AdminFileList,
    Correction,
    FindingList,
    Job,
    JobList,
    LackingList,
    RunList,
    ServiceState,
    Unknown,
)
from search_api.schemas.gaps import OpenRequest, RequestList
from ui.connection import Connection, understood

Answer = TypeVar("Answer", bound=Wire)
# A file of some hundred megabytes takes its time, also to be written to the disk.
_PATIENCE = httpx.Timeout(300.0, connect=3.0)


class AdminClient:
    """Questions and wishes with a key. Every method raises ServiceTrouble without an answer."""

    def __init__(self, client: Connection, key: str) -> None:
        self._client = client
        self._headers = {"Authorization": f"Bearer {key}"}

    def state(self) -> ServiceState:
        """Return how the service is."""
        return self._get("/state", ServiceState)

    def jobs(self, k: int, offset: int) -> JobList:
        """Return a part of the list of jobs, the newest first."""
        return self._get("/jobs", JobList, k=k, offset=offset)

    def files(self, show: str, k: int, offset: int) -> AdminFileList:
        """Return a part of the list of files; `show` is all, failed or notes."""
        return self._get("/files", AdminFileList, show=show, k=k, offset=offset)

    def runs(self, k: int, offset: int) -> RunList:
        """Return a part of the list of runs, the latest first."""
        return self._get("/runs", RunList, k=k, offset=offset)

    def findings(self, k: int, offset: int, reader_language: str) -> FindingList:
        """Return a part of what the texts show that nobody described."""
        asked = {"k": k, "offset": offset, "reader_language": reader_language}
        return self._get("/findings", FindingList, **asked)

    def unknown(self) -> Unknown:
        """Return how many resources lack what."""
        return self._get("/unknown", Unknown)

    def lacking(self, field: str, k: int, offset: int) -> LackingList:
        """Return a part of the resources that lack a field."""
        return self._get(f"/unknown/{quote(field, safe='')}", LackingList, k=k, offset=offset)

    def requests(self, state: str, k: int, offset: int, reader_language: str) -> RequestList:
        """Return a part of the requests to the network in a state, the newest first."""
        asked = {"state": state, "k": k, "offset": offset, "reader_language": reader_language}
        return self._get("/requests", RequestList, **asked)

    def publish_request(self, request: str) -> OpenRequest:
        """Show a request to everybody."""
        return self._ask("PATCH", _request(request), OpenRequest, json={"state": "open"})

    def close_request(self, request: str, answers: Sequence[str]) -> OpenRequest:
        """Close a request, with the resources that answer it."""
        decision = {"state": "answered", "answers": list(answers)}
        return self._ask("PATCH", _request(request), OpenRequest, json=decision)

    def delete_request(self, request: str) -> OpenRequest:
        """Delete a request for good."""
        return self._ask("DELETE", _request(request), OpenRequest)

    def add(self, name: str, content: bytes, metadata: Mapping[str, object]) -> Job:
        """Send a file with what is known of it."""
        return self._ask("POST", "/resources", Job, files=_form(name, content, metadata))

    def replace(self, resource: str, name: str, content: bytes) -> Job:
        """Send a newer version of a file."""
        return self._ask("PUT", f"{_resource(resource)}/file", Job, files=_form(name, content, {}))

    def withdraw(self, resource: str) -> Job:
        """Take a resource out of the collection, and delete its file."""
        return self._ask("DELETE", _resource(resource), Job)

    def reindex(self, resource: str) -> Job:
        """Read the file of a resource again."""
        return self._ask("POST", f"{_resource(resource)}/reindex", Job)

    def correct(self, resource: str, correction: Correction) -> Job:
        """Correct what is known of a resource."""
        return self._ask("PATCH", _resource(resource), Job, json=correction.model_dump())

    def about_file(self, file: str, wish: str) -> Job:
        """Have a file that could not be read tried again (`retry`), or reported no more
        (`dismiss`)."""
        return self._ask("POST", f"/files/{quote(file, safe='')}/{wish}", Job)

    def delete_file(self, job: str) -> Job:
        """Delete the file of an upload that could not be read."""
        return self._ask("DELETE", f"/jobs/{quote(job, safe='')}/file", Job)

    def _get(self, path: str, shape: type[Answer], **params: object) -> Answer:
        path = f"/v1/admin{path}"
        response = self._client.send("GET", path, _PATIENCE, headers=self._headers, params=params)
        return understood(path, response.content, shape.model_validate_json)

    def _ask(self, method: str, path: str, shape: type[Answer], **body: object) -> Answer:
        path = f"/v1/admin{path}"
        response = self._client.send(method, path, _PATIENCE, headers=self._headers, **body)
        return understood(path, response.content, shape.model_validate_json)


def _request(identifier: str) -> str:
    return f"/requests/{quote(identifier, safe='')}"


def _resource(identifier: str) -> str:
    return f"/resources/{quote(identifier, safe='')}"


def _form(
    name: str, content: bytes, metadata: Mapping[str, object]
) -> Sequence[tuple[str, tuple[str | None, bytes | str]]]:
    file = ("file", (name, content))
    return [file, ("metadata", (None, json.dumps(metadata)))] if metadata else [file]
