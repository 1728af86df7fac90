"""An index that the commands find."""

import pytest

from tests.indexer.conftest import Workshop


@pytest.fixture
def maintained(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A folder with two readable files; the commands find its index and its encoder."""
    workshop.be_found(monkeypatch)
    workshop.write("a.md", "The cat sleeps.")
    workshop.write("b.md", "The dog barks.")
    return workshop
