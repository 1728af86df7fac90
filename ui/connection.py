"""The way to the API: where it is, requests and answers, and what to say when there is none."""

import os
from collections.abc import Callable, Mapping
from typing import Any, Self, TypeVar

import httpx
from pydantic import TypeAdapter, ValidationError

from search_api.schemas import Problem

SLOW = "urn:balkanetup:slow"  # ours: the API takes longer than a reader waits
DEFAULT_ADDRESS = "http://127.0.0.1:8000"
Answer = TypeVar("Answer")
# Connecting to a service on the same campus is instant; a first answer may wait for the model.
PATIENCE = httpx.Timeout(30.0, connect=3.0)


class ServiceTrouble(Exception):
    """The API did not give an answer.

    `status` is its HTTP status, or None when nothing was heard at all. `detail` says what
    happened and `cure` what to do about it, both in English as the API words them. `kind` is the
    `type` of the API's problem, or SLOW.
    """

    def __init__(
        self, detail: str, cure: str = "", status: int | None = None, kind: str = ""
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.cure = cure
        self.status = status


def configured_address() -> str:
    """Return where the API is: BALKANETUP_API_URL, or port 8000 of this machine."""
    return os.environ.get("BALKANETUP_API_URL", "").strip().rstrip("/") or DEFAULT_ADDRESS


def public_address() -> str:
    """Return where the reader's browser reaches the API: BALKANETUP_PUBLIC_URL, or as we do."""
    return os.environ.get("BALKANETUP_PUBLIC_URL", "").strip().rstrip("/") or configured_address()


class Connection:
    """Requests to one API. Those that ask raise ServiceTrouble when there is no answer."""

    def __init__(self, base: str, transport: httpx.BaseTransport | None = None) -> None:
        # Proxies of the environment are not asked: the API is on this machine or this campus.
        self.base = base
        self._http = httpx.Client(base_url=base, trust_env=False, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up; no question can be asked afterwards."""
        self._http.close()

    def fetch(self, path: str, params: Mapping[str, object], patience: httpx.Timeout) -> bytes:
        """Return the body of the answer to one question, without empty lists in `params`."""
        given = {key: value for key, value in params.items() if value != []}
        return self.send("GET", path, patience, params=given).content

    def send(self, method: str, path: str, patience: httpx.Timeout, **how: Any) -> httpx.Response:
        """Return the answer to a request, made as `httpx` takes it."""
        try:
            response = self._http.request(method, path, timeout=patience, **how)
        except (httpx.ReadTimeout, httpx.PoolTimeout) as error:
            raise ServiceTrouble(f"No answer from {self.base} in time.", kind=SLOW) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ServiceTrouble(
                f"No answer from {self._http.base_url}: {error or type(error).__name__}.",
                "balkanetup serve",
            ) from error
        if response.is_error:
            raise _trouble(response)
        return response

    def get(
        self,
        path: str,
        params: Mapping[str, object],
        shape: TypeAdapter[Answer],
        patience: httpx.Timeout = PATIENCE,
    ) -> Answer:
        """Return the answer to one question as what it is, a wire model."""
        return understood(path, self.fetch(path, params, patience), shape.validate_json)


def understood(path: str, content: bytes, read: Callable[[bytes], Answer]) -> Answer:
    """Return an answer as `read` makes it. Raises ServiceTrouble where it is something else."""
    try:
        return read(content)
    except ValidationError as error:
        raise ServiceTrouble(
            f"{path} answered something else than this page expects "
            f"({error.error_count()} differences).",
            "Start the API and the user interface from the same version.",
            httpx.codes.OK,
        ) from error


def _trouble(response: httpx.Response) -> ServiceTrouble:
    try:
        problem = Problem.model_validate_json(response.content)
    except ValidationError:  # not our API, or something in front of it
        return ServiceTrouble(
            f"The service answered {response.status_code} {response.reason_phrase}.",
            status=response.status_code,
        )
    return ServiceTrouble(problem.detail, problem.cure, problem.status, problem.type)
