"""Streamlit's own words in the reader's language: the strings whose keys begin with `own_`."""

from pathlib import Path

import streamlit as st

from ui.wording import strings

_component = st.components.v2.component(
    "balkanetup_words",
    js=Path(__file__).with_name("words.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def phrases(language: str) -> list[tuple[str, str]]:
    """Return each English phrase of Streamlit's with ours; {blanks} stand for anything."""
    ours = strings(language)
    return [
        (str(english), str(ours[key]))
        for key, english in strings("en").items()
        if key.startswith("own_")
    ]


def say_own_words(language: str) -> None:
    """Have the browser say them so, now and whenever Streamlit puts up new ones."""
    _component(key="words", data={"phrases": phrases(language)})
