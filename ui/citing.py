"""How to cite a resource: the text, ready to be copied, and files for reference managers."""

from collections.abc import Mapping

import streamlit as st

from search_api.schemas import Resource
from ui.asking import Later
from ui.client import citation_address
from ui.connection import public_address
from ui.frame import show
from ui.markup import element, escape, folded_away, joined, link, text
from ui.page import Page

_SHOWN, _OTHERS = "apa", {"chicago": "Chicago", "harvard": "Harvard", "mla": "MLA"}
STYLES = (_SHOWN, *_OTHERS)
_MANAGERS = (("bibtex", "BibTeX"), ("ris", "RIS"), ("csl-json", "CSL-JSON"))


def show_citation(resource: Resource, citations: Mapping[str, Later[str]], page: Page) -> None:
    """Show the reference in APA with a button that copies it, the other styles folded away."""
    show(text("h2", page.translate("cite_heading"), css="section"))
    st.code(citations[_SHOWN](), language=None, wrap_lines=True)
    others = [
        element("p", text("strong", f"{name}: "), escape(citations[style]()))
        for style, name in _OTHERS.items()
    ]
    show(folded_away(page.translate("cite_styles"), *others, css="cite"))
    base = public_address()
    files = [
        link(citation_address(base, resource.id, written_as), escape(name))
        for written_as, name in _MANAGERS
    ]
    label = escape(f"{page.translate('cite_managers')}: ")
    show(element("p", label, joined(files, " · "), css="meta"))
