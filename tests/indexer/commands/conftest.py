"""An index that the commands find."""

import pytest

from tests.indexer.conftest import Workshop


@pytest.fixture
def maintained(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A folder with two readable files; the commands find its index and its encoder."""
    monkeypatch.setenv("BALKANETUP_DATA_DIR", str(workshop.settings.data_dir))
    monkeypatch.setattr("indexer.encoding.load_encoder", lambda _: workshop.encoder)
    monkeypatch.setattr("indexer.text.dictionaries.start_writing", lambda _: None)
    workshop.write("a.md", "The cat sleeps.")
    workshop.write("b.md", "The dog barks.")
    return workshop
