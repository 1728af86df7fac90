"""The entry of the user interface: the address says which screen, in which language.

Run it with `balkanetup ui`, or `python -m streamlit run ui/served.py` in the folder of the project.
"""

import streamlit as st

from ui.connection import ServiceTrouble
from ui.frame import current_view, set_title, show_header
from ui.links import follow_links
from ui.memory import keep_memory
from ui.own_words import say_own_words
from ui.page import Page
from ui.screens.browse import show_browse
from ui.screens.discover import show_discover
from ui.screens.gaps import show_gaps
from ui.screens.maintain import show_maintain
from ui.screens.people import show_institution, show_people, show_person
from ui.screens.reading_list import show_list
from ui.screens.resource import show_resource
from ui.screens.search import show_search
from ui.troubles import show_trouble
from ui.wording import closest, translator

SCREENS = {
    "search": show_search,
    "resource": show_resource,
    "browse": show_browse,
    "list": show_list,
    "discover": show_discover,
    "maintain": show_maintain,
    "people": show_people,
    "institutions": show_people,
    "person": show_person,
    "institution": show_institution,
    "gaps": show_gaps,
}


def main() -> None:
    """Show the screen that the address asks for, or what went wrong in its place."""
    view = current_view()
    language = view.language or closest(st.context.locale)
    page = Page(view, language, translator(language))
    set_title(page.translate("app_title"))
    show_header(page)
    links = st.container(key="following")
    try:
        SCREENS[view.screen](page)
    except ServiceTrouble as trouble:
        show_trouble(trouble, page)
    with links:
        say_own_words(language)
        keep_memory(view)
        follow_links(view, language)


if __name__ == "__main__":
    main()
