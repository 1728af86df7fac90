"""What packages know of languages is written once, by a child process."""

from pathlib import Path

import pytest

from indexer.text import dictionaries, language_tables, lexicon
from indexer.text.lexicon import Lexicon

FORMS = {"en": [("lecture", "lecture")]}


def test_dictionaries_are_written_anew_only_from_another_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dictionaries, "version", lambda _: "7.0")
    language_tables.write(tmp_path, ["en", "sq"], "py3langid 7.0")
    lexicon.write(tmp_path, FORMS, "simplemma 7.0")
    assert dictionaries.start_writing(tmp_path) is None
    lexicon.write(tmp_path, FORMS, "simplemma 6.0")
    monkeypatch.setattr(dictionaries, "_COMMAND", ["-c", "raise SystemExit('no such dictionary')"])
    writing = dictionaries.start_writing(tmp_path)
    assert writing is not None
    assert writing.notes() == [
        "No spelling is corrected: the dictionaries could not be read (no such dictionary)."
    ]
    assert Lexicon(tmp_path).languages(["lecture"]) == {"lecture": {"en"}}  # as before


def test_only_what_is_missing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionaries, "ASKED_IN", ("en", "sq"))
    lexicon.write(tmp_path, FORMS, dictionaries._release("simplemma"))
    dictionaries.write(tmp_path)
    assert Lexicon(tmp_path).languages(["lecture"]) == {"lecture": {"en"}}  # not simplemma's
    assert language_tables.read(tmp_path).labels == ["en", "sq"]
    assert dictionaries.start_writing(tmp_path) is None
