"""How to cite a resource: the text, ready to be copied, and files for reference managers."""

import streamlit as st

from search_api.schemas import Resource
from ui.client import citation_address, public_address
from ui.frame import show
from ui.markup import element, escape, folded_away, joined, link, text
from ui.page import Page
from ui.service import api

_OTHERS = (("chicago", "Chicago"), ("harvard", "Harvard"), ("mla", "MLA"))
_MANAGERS = (("bibtex", "BibTeX"), ("ris", "RIS"), ("csl-json", "CSL-JSON"))


def show_citation(resource: Resource, page: Page) -> None:
    """Show the reference in APA with a button that copies it, the other styles folded away."""
    show(text("h2", page.translate("cite_heading"), css="section"))
    st.code(api().citation(resource.id, "apa"), language=None, wrap_lines=True)
    others = [
        element("p", text("strong", f"{name}: "), escape(api().citation(resource.id, style)))
        for style, name in _OTHERS
    ]
    show(folded_away(page.translate("cite_styles"), *others, css="cite"))
    base = public_address()
    files = [
        link(citation_address(base, resource.id, written_as), escape(name))
        for written_as, name in _MANAGERS
    ]
    label = escape(f"{page.translate('cite_managers')}: ")
    show(element("p", label, joined(files, " · "), css="meta"))
