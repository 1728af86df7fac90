"""Whether the service lives, and whether it can answer."""

from fastapi import APIRouter, Request

from search_api import schemas
from search_api.dependencies import Index

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Say that the process lives. Not in a thread: it never waits for searches."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(request: Request, index: Index) -> schemas.Readiness:
    """Say that the service can answer, and with what; 503 with the cure when it cannot.

    Without the server of the vectors, where there is one, it still can: by words only. With
    damaged files too: from whole ones.
    """
    counts = index.catalogue.counts()
    return schemas.Readiness(
        ready=True,
        resources=counts["resources"],
        passages=counts["passages"],
        generation=index.generation,
        encoder=index.encoder.fingerprint,
        words_only=index.trouble() is not None,
        damaged=request.app.state.index_reader.is_damaged,
    )
