"""txtai with `hybrid=True`: vectors and BM25."""

from functools import partial

from tests.quality.laboratory.beside.rivals import protocol
from tests.quality.laboratory.beside.rivals.txtai_dense import Txtai, serve

if __name__ == "__main__":
    protocol.main(partial(Txtai, hybrid=True), partial(serve, hybrid=True))
