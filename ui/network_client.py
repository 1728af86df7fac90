"""What the API answers about people, institutions, gaps and requests."""

from typing import Literal, TypeVar
from urllib.parse import quote

from pydantic import BaseModel

from search_api.schemas.gaps import Dimension, GapMatrix, OpenRequest, RequestList
from search_api.schemas.network import InstitutionPage, PartyList, PersonPage
from ui.connection import PATIENCE, Connection, understood

Answer = TypeVar("Answer", bound=BaseModel)
Kind = Literal["people", "institutions"]


class NetworkClient:
    """Questions about the network to the API of `client`. Every method raises ServiceTrouble."""

    def __init__(self, client: Connection, reader_language: str) -> None:
        self._client = client
        self._language = {"reader_language": reader_language}

    def parties(self, kind: Kind, question: str, k: int, offset: int) -> PartyList:
        """Return who has done what is asked; without a question all, by name."""
        asked = {"q": question, "k": k, "offset": offset, **self._language}
        return self._get(f"/v1/{kind}", PartyList, **asked)

    def person(self, identifier: str) -> PersonPage:
        """Return what a person has in the collection."""
        path = f"/v1/people/{quote(identifier, safe='')}"
        return self._get(path, PersonPage, **self._language)

    def institution(self, identifier: str) -> InstitutionPage:
        """Return what an institution has in the collection."""
        path = f"/v1/institutions/{quote(identifier, safe='')}"
        return self._get(path, InstitutionPage, **self._language)

    def gaps(self, rows: Dimension, columns: Dimension) -> GapMatrix:
        """Return how many works there are of each two values."""
        return self._get("/v1/gaps", GapMatrix, rows=rows, columns=columns, **self._language)

    def requests(self, state: str, k: int) -> RequestList:
        """Return what people ask the network for, the newest first."""
        return self._get("/v1/requests", RequestList, state=state, k=k, **self._language)

    def send_request(self, text: str) -> OpenRequest:
        """Put a request to the network."""
        path = "/v1/requests"
        answer = self._client.send("POST", path, PATIENCE, json={"text": text})
        return understood(path, answer.content, OpenRequest.model_validate_json)

    def _get(self, path: str, shape: type[Answer], **params: object) -> Answer:
        content = self._client.fetch(path, params, PATIENCE)
        return understood(path, content, shape.model_validate_json)


def gaps_address(base: str, rows: Dimension, columns: Dimension, language: str) -> str:
    """Return where a browser gets the matrix as a table."""
    return f"{base}/v1/gaps?format=csv&rows={rows}&columns={columns}&reader_language={language}"
