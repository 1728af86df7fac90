"""The API's answers, remembered for a few seconds: a rerun of the page asks nothing twice.

The memory is short, so that a document indexed now is found now. Trouble is never remembered.
Every function raises ServiceTrouble when the API gives no answer.
"""

import streamlit as st

from search_api.schemas import (
    Completions,
    Discipline,
    Readiness,
    Recommendations,
    ResourceList,
    ResourcePage,
    SearchAnswer,
)
from ui.client import Client, Filters, Question, configured_address

_remembered = st.cache_data(ttl=5, max_entries=200, show_spinner=False)


@st.cache_resource(show_spinner=False, on_release=Client.close)
def _client(base: str) -> Client:
    return Client(base)


def _api() -> Client:
    return _client(configured_address())


@_remembered
def search(question: Question, k: int, offset: int, language: str) -> SearchAnswer:
    """Return the resources that answer a question, best first."""
    return _api().search(question, k, offset, language)


@_remembered
def suggestions(typed: str, k: int, language: str) -> Completions:
    """Return what a half-typed question may become."""
    return _api().suggestions(typed, k, language)


@_remembered
def resources(filters: Filters, k: int, offset: int, language: str) -> ResourceList:
    """Return a part of the list of resources."""
    return _api().resources(filters, k, offset, language)


@_remembered
def resource(identifier: str, language: str) -> ResourcePage:
    """Return everything about one resource."""
    return _api().resource(identifier, language)


@_remembered
def related(identifier: str, k: int, language: str) -> Recommendations:
    """Return resources that go with one, each with a reason."""
    return _api().related(identifier, k, language)


@_remembered
def recommendations(discipline: str, k: int, language: str) -> Recommendations:
    """Return resources for a discipline, each with a reason."""
    return _api().recommendations(discipline, k, language)


@_remembered
def disciplines(language: str) -> list[Discipline]:
    """Return the tree of disciplines with the number of resources in each."""
    return _api().disciplines(language)


@_remembered
def readiness() -> Readiness:
    """Return whether the API can answer, and how much it knows."""
    return _api().readiness()
