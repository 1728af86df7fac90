"""A setting is what is given, else what the environment says, else its default."""

import pytest
from pydantic import ValidationError

from indexer.settings import Settings


def test_what_is_given_counts_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BALKANETUP_PORT", "8080")
    monkeypatch.setenv("balkanetup_ui_port", "8081")  # in small letters too
    settings = Settings(port=9000)
    assert (settings.port, settings.ui_port, settings.workers) == (9000, 8081, 1)


def test_a_wrong_value_of_the_environment_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BALKANETUP_WORKERS", "many")
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert [error["loc"] for error in refused.value.errors()] == [("workers",)]


def test_there_is_no_setting_by_another_name() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Settings.model_validate({"prot": 80})
