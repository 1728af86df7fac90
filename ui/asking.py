"""Questions to the API that need not wait for each other: asked at once, read where needed."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import current_thread
from typing import ParamSpec, TypeVar

from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

Answer = TypeVar("Answer")
Given = ParamSpec("Given")
Later = Callable[[], Answer]  # waits for an answer; raises the trouble that came instead
_AT_ONCE = 4  # as many as an API on two cores works on, and one that waits its turn


class Asker:
    """Asks questions in the background, the first asked first."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool

    def __call__(
        self, question: Callable[Given, Answer], *args: Given.args, **kwargs: Given.kwargs
    ) -> Later[Answer]:
        """Ask `question`, which must show nothing; return what waits for its answer."""
        return self._pool.submit(question, *args, **kwargs).result


@contextmanager
def asking() -> Iterator[Asker]:
    """Yield what asks for one run of a page; what nobody reads to the end is no longer asked."""
    run = get_script_run_ctx()  # the memory of answers belongs to a run
    pool = ThreadPoolExecutor(
        _AT_ONCE, "asking", initializer=lambda: add_script_run_ctx(current_thread(), run)
    )
    try:
        yield Asker(pool)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
