"""Streamlit's own words: that it still has them, and that we have others for them."""

import re
from pathlib import Path

import pytest
import streamlit

from ui.own_words import phrases
from ui.state import LANGUAGES

SCRIPTS = Path(streamlit.__file__).with_name("static") / "static" / "js"
# Put together by Streamlit, or of a library that names them otherwise.
NOT_LITERAL = {
    *("{count} options available.", "Open", "Sidebar"),
    *("Press Enter to apply", "Press Enter to submit form"),
    *("Press {key}+Enter to apply", "Press {key}+Enter to submit form"),
}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_each_is_said_in_the_readers_language(language: str) -> None:
    assert all(english != ours for english, ours in phrases(language))


def test_streamlit_still_says_them_so() -> None:
    heard = "".join(
        path.read_text(encoding="utf-8")
        for path in SCRIPTS.glob("*.js")
        if path.stat().st_size < 600_000
    )
    literal = [english for english, _ in phrases("en") if english not in NOT_LITERAL]
    parts = {part for english in literal for part in re.split(r"{\w+}", english)}
    assert {part for part in parts if part not in heard} == set()
