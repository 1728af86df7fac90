"""What a replica's service says of a store that it cannot follow: its name, since when, and why.

One process follows the store, and every worker answers for it. So this is written to a file of the
data directory, which is there as long as the trouble is.
"""

import logging
from datetime import UTC, datetime

from pydantic import ValidationError

from indexer import errors
from indexer.disk import replace_file
from indexer.settings import Settings
from indexer.storage.secrets import place
from search_api.schemas import StoreTrouble

_FILE = "store-trouble.json"
# The messages name folders and addresses; they are for the log. A kind stands before its own kind.
_REASONS: dict[type[errors.BalkanetupError], str] = {
    errors.NotFound: "Nothing was pushed to it yet.",
    errors.PullRefused: "What it has is not whole, or was made by another version.",
    errors.StoreError: "It refuses, or is out of reach.",
    errors.StorageError: "The disk here refuses what it has.",
    errors.IndexLocked: "Another process is writing to the index here.",
    errors.UsageError: "The index here was made here, and is no copy.",
}
_log = logging.getLogger(__name__)


def note(settings: Settings, problem: errors.BalkanetupError) -> None:
    """Write down why the store fails; since when it does stays what it was."""
    former = read(settings)
    reasons = (reason for kind, reason in _REASONS.items() if isinstance(problem, kind))
    trouble = StoreTrouble(
        store=place(settings.pull_from),
        since=former.since if former else datetime.now(UTC).replace(microsecond=0),
        reason=next(reasons, problem.title),
    )
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(settings.data_dir / _FILE, trouble.model_dump_json().encode(), mode=0o600)
    except OSError as refusal:
        _log.warning("That the store fails cannot be written down: %s", refusal)


def over(settings: Settings) -> None:
    """Note that what the store has could be taken over, or is here already."""
    (settings.data_dir / _FILE).unlink(missing_ok=True)


def read(settings: Settings) -> StoreTrouble | None:
    """Return what is wrong with the store that is followed; None where nothing is."""
    if not settings.pull_from:
        return None
    try:
        trouble = StoreTrouble.model_validate_json((settings.data_dir / _FILE).read_bytes())
    except (OSError, ValidationError):
        return None
    return trouble if trouble.store == place(settings.pull_from) else None
