"""100 generations swapped under 8 clients that search over HTTP: no error, no mixed answer.

    python -m tests.torture.swaps --swaps 100

In version n of the folder every text is about `version n`. An answer that holds two versions is
mixed; one that holds fewer or more texts than the folder has is torn.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from indexer.catalogue import Catalogue
from indexer.storage import publish
from search_api.app import create_app
from tests.torture.workplace import VOCABULARY, Workplace, in_child, scratch
from tests.word_encoder import WordEncoder

FILES = 6


def main() -> int:
    """Serve, search, swap; print the figures; return 1 on any error or mixed answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--swaps", type=int, default=100)
    parser.add_argument("--clients", type=int, default=8)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="swaps-", dir=scratch()) as base:
        workplace = Workplace(Path(base) / "work")
        workplace.prepare()
        _write(workplace, 0)
        workplace.index()
        order, done = os.pipe(), os.pipe()
        writer = in_child(lambda: _write_on_order(workplace, order, done))  # before any thread
        os.close(order[0])
        os.close(done[1])
        with _serving(workplace) as address:
            status = _swap_under_load(
                address, order[1], done[0], arguments.swaps, arguments.clients
            )
        os.close(order[1])
        os.waitpid(writer, 0)
        return status


def _swap_under_load(address: str, order: int, done: int, swaps: int, clients: int) -> int:
    stop = threading.Event()
    counts: list[int] = []
    wrong: list[str] = []
    threads = [
        threading.Thread(target=_search, args=(address, stop, counts, wrong))
        for _ in range(clients)
    ]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    swapped = 0
    while swapped < swaps and not wrong:
        os.write(order, b".")
        if not os.read(done, 1):
            wrong.append("the indexer died")
        swapped += 1
    stop.set()
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    print(f"{swapped} swaps under {clients} clients in {took:.0f} s, {sum(counts)} answers.")
    for fault in wrong[:5]:
        print(fault)
    print(f"{len(wrong)} errors or mixed answers.")
    return 1 if wrong else 0


def _write_on_order(workplace: Workplace, order: tuple[int, int], done: tuple[int, int]) -> None:
    """Write and index the next version for every byte that arrives, until the pipe is closed."""
    os.close(order[1])
    os.close(done[0])
    version = 0
    while os.read(order[0], 1):
        version += 1
        _write(workplace, version)
        _index_as_one(workplace)
        os.write(done[1], b".")


def _write(workplace: Workplace, version: int) -> None:
    for number in range(FILES):
        text = f"The cat of version {version} sleeps, in file {number}."
        (workplace.folder / f"{number}.txt").write_text(text)


def _index_as_one(workplace: Workplace) -> None:
    """Index with one transaction for all files: a whole version appears at once, or not at all."""
    transaction, original = Catalogue.transaction, publish.publish
    begun = False

    @contextmanager
    def joined(catalogue: Catalogue) -> Iterator[None]:
        nonlocal begun
        if not begun:
            catalogue.db.execute("BEGIN IMMEDIATE")
            begun = True
        yield
        catalogue.db.execute("UPDATE about SET value = value + 1 WHERE key = 'revision'")

    def commit_first(catalogue: Catalogue, *how: Any, **more: Any) -> str:
        catalogue.db.execute("COMMIT")
        return original(catalogue, *how, **more)

    Catalogue.transaction = joined  # type: ignore[method-assign,assignment]  # the seam
    publish.publish = commit_first
    try:
        workplace.index()
    finally:
        Catalogue.transaction, publish.publish = transaction, original  # type: ignore[method-assign]


def _search(address: str, stop: threading.Event, counts: list[int], wrong: list[str]) -> None:
    """Ask again and again; note every error, and every answer that is mixed or torn."""
    answers = 0
    try:
        with httpx.Client(base_url=address, timeout=30) as client:
            while not stop.is_set():
                response = client.get("/v1/search", params={"q": "cat version", "k": 50})
                response.raise_for_status()
                answers += 1
                hits = response.json()["hits"]
                texts = [match["passage"]["text"] for hit in hits for match in hit["matches"]]
                versions = {text.split()[4] for text in texts}
                if len(versions) != 1 or len(texts) != FILES:
                    wrong.append(f"{len(texts)} texts of versions {sorted(versions)}")
    except Exception as problem:
        wrong.append(f"{type(problem).__name__}: {problem}")
    counts.append(answers)


@contextmanager
def _serving(workplace: Workplace) -> Iterator[str]:
    app = create_app(workplace.settings, WordEncoder(*VOCABULARY))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


if __name__ == "__main__":
    sys.exit(main())
