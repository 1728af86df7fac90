"""What is opened before the first question, so that it is answered as soon as the others.

A question opens encoders, dictionaries and vocabularies when it first needs them: .7 s of CPU. So
the service asks itself, before it says that it is ready, two questions that need all of them.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from indexer.errors import BalkanetupError
from search_api import presenters
from search_api.recommend.profiles import profiles
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search

# One for each half of the encoder, with a slip each, for the dictionaries.
_QUESTIONS = ("nobody speaks in my lecturs", "никој не зборува на предаваиата")
_log = logging.getLogger(__name__)


def warm_up(reader: IndexReader) -> None:
    """Answer a question in English and one in Macedonian, if there is an index."""
    _with_index(reader, _ask, logging.WARNING)


@contextmanager
def profiles_made(reader: IndexReader) -> Iterator[None]:
    """Let a thread make what recommendations need, while questions are answered already."""
    how = (reader, profiles, logging.DEBUG)  # what is wrong with the index was said by `warm_up`
    making = threading.Thread(target=_with_index, args=how, name="profiles")
    making.start()
    try:
        yield
    finally:
        making.join()


def _ask(searcher: Searcher) -> None:
    for question in map(Query, _QUESTIONS):
        presenters.search_answer(question, search(searcher, question), "en").model_dump_json()


def _with_index(reader: IndexReader, use: Callable[[Searcher], object], level: int) -> None:
    try:
        with reader.searcher() as searcher:
            use(searcher)
    except BalkanetupError as problem:
        _log.log(level, "%s", problem)
    except Exception:  # the service starts all the same: questions say what they meet, and /readyz
        _log.exception("What questions need could not be opened before the first one.")
