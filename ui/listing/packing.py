"""The form that has a workshop suggested: it becomes the list."""

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from search_api.limits import LEAST_MINUTES, LONGEST_TITLE, LONGEST_TOPIC, MOST_FIELDS, MOST_MINUTES
from search_api.schemas import Discipline
from search_api.schemas.packs import Pack
from ui.frame import READ, go, show
from ui.keeping import Kept
from ui.markup import escape_label, text
from ui.page import Page
from ui.planning import Plan
from ui.service import api
from ui.view import View
from ui.wording import endonym

_STEP = 5  # minutes
_NOTHING = "pack nothing"


def show_pack_form(page: Page) -> None:
    """Show the form, and why it had no answer if it was just sent."""
    plan, say = page.view.plan, page.translate
    if page.view.kept:  # what it is called stands above it, folded
        show(text("p", say("pack_replaces"), css="meta"))
    else:
        show(text("h2", say("pack_heading")))
        show(text("p", say("pack_intro"), css="meta"))
    names = {field.code: field.label for field in _fields(api().disciplines(page.language))}
    with st.form("pack", enter_to_submit=True):
        topic = st.text_input(say("pack_topic"), plan.topic, LONGEST_TOPIC, autocomplete="off")
        with st.container(horizontal=True):
            minutes = st.number_input(
                say("pack_minutes"), LEAST_MINUTES, MOST_MINUTES, plan.duration, _STEP, width=160
            )
            fields = st.multiselect(
                say("pack_fields"),
                list(dict.fromkeys([*names, *plan.fields])),
                list(plan.fields),
                max_selections=MOST_FIELDS,
                format_func=lambda code: escape_label(names.get(str(code), str(code))),
                placeholder=say("field_placeholder"),
            )
        readers = st.pills(
            say("pack_readers"),
            list(dict.fromkeys([*READ, *plan.readers])),
            selection_mode="multi",
            default=list(plan.readers or page.view.reads),
            format_func=lambda tag: endonym(str(tag)),
        )
        sent = st.form_submit_button(say("pack_suggest"), type="primary")
    if sent and topic.strip():
        wanted = replace(
            plan,
            audience=plan.audience or ", ".join(names[code] for code in fields if code in names),
            topic=topic.strip(),
            duration=minutes,
            fields=tuple(fields),
            readers=tuple(readers),
        )
        _suggest(wanted, page)
    for sentence in st.session_state.pop(_NOTHING, []):
        show(text("p", sentence, css="note"))


def _suggest(plan: Plan, page: Page) -> None:
    """Make the pack the list; where nothing matches, say so and leave the list as it is."""
    pack = api().suggest_pack(plan, page.language)
    if not pack.items:
        st.session_state[_NOTHING] = [lack.text for lack in pack.lacks]
        return
    go(packed(page.view, plan, pack))
    st.rerun()


def packed(view: View, plan: Plan, pack: Pack) -> View:
    """Return the view of a list that is a pack: its items with their parts and minutes."""
    kept = tuple(Kept(item.name, part=item.part, minutes=item.minutes) for item in pack.items)
    made = replace(plan, made=pack.made)
    title = plan.topic[:1].upper() + plan.topic[1:]
    return replace(view, screen="list", kept=kept, title=title[:LONGEST_TITLE], plan=made)


def _fields(tree: Iterable[Discipline]) -> Iterable[Discipline]:
    """Yield every field of the collection, each before its parts."""
    for field in tree:
        yield field
        yield from _fields(field.parts)
