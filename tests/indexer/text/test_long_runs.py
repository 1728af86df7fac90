"""A text that is one long run of the same signs costs no more than its length is worth.

Texts are read in a child process within limits, but cut into passages in the process of the run:
a pattern that goes through the rest of a run from each of its places would hold it up for hours.
"""

import time

import pytest

from indexer.domain import Block
from indexer.metadata.values import authors
from indexer.taxonomy.statements import stated
from indexer.text.splitting import split

_LONG = 300_000  # characters; squared they would take minutes
_MOST = 20.0  # seconds of the processor


@pytest.mark.parametrize("signs", ["a", "a.", "a-", ".", ". ", "A ", "a@", "(", "1 ", " \n"])
def test_a_long_run_is_cut_and_judged_in_no_time(signs: str) -> None:
    run = signs * (_LONG // len(signs))
    began = time.process_time()
    split([Block(text=run), Block(text=f"{run} 12")])
    stated([Block(text=f"{run} 30 students")])
    authors([run, "<" * _LONG])
    assert time.process_time() - began < _MOST
