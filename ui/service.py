"""The API's answers, remembered for a few seconds: a rerun of the page asks nothing twice.

The memory is short, so that a document indexed now is found now. Trouble is never remembered.
"""

from collections.abc import Mapping

import httpx
import streamlit as st

from ui.client import Client
from ui.connection import configured_address


class RememberingClient(Client):
    """A client that asks each question once in five seconds."""

    def fetch(self, path: str, params: Mapping[str, object], patience: httpx.Timeout) -> bytes:
        """Return the body of the answer, as it was if it was asked for just now."""
        return _fetch(self, self.base, path, dict(params), patience)

    def fetch_anew(self, path: str, params: Mapping[str, object], patience: httpx.Timeout) -> bytes:
        """Return the body of the answer that the API gives now."""
        return super().fetch(path, params, patience)


def api() -> RememberingClient:
    """Return the client of the API at the configured address."""
    return _client(configured_address())


@st.cache_resource(show_spinner=False, on_release=Client.close)
def _client(base: str) -> RememberingClient:
    return RememberingClient(base)


# Streamlit takes no argument with an underscore for a part of the question.
@st.cache_data(ttl=5, max_entries=200, show_spinner=False)
def _fetch(
    _client: RememberingClient,
    base: str,
    path: str,
    params: dict[str, object],
    _patience: httpx.Timeout,
) -> bytes:
    del base  # it tells the answers of one API from those of another
    return _client.fetch_anew(path, params, _patience)
