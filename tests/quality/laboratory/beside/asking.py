"""What every system finds: the rivals' indexes, their rankings, and what these are worth."""

import json
import shutil
from pathlib import Path

from tests.quality.laboratory.beside import scoring, speed
from tests.quality.laboratory.beside.material import Collection, Rows, write
from tests.quality.laboratory.beside.report import Quality
from tests.quality.laboratory.beside.systems import OURS, SYSTEMS, System


def indexes(room: Path, collection: Collection) -> dict[str, Path]:
    """Return the index of each system, by its name; make those of the rivals that are not there.

    They are kept in `room` as long as the passages stay as they are.
    """
    places = {OURS.name: collection.index}
    for system in SYSTEMS[1:]:
        stem = f"{system.key}-{collection.name}"
        index = room / "indexes" / f"{stem}-{collection.fingerprint}"
        if not index.exists():
            _drop(room / "indexes", stem)
            _index(room, system, index, collection.passages)
        places[system.name] = index
    return places


def _drop(folder: Path, stem: str) -> None:
    """Remove the indexes of passages as they were."""
    folder.mkdir(parents=True, exist_ok=True)
    for former in folder.glob(f"{stem}-*"):
        shutil.rmtree(former)


def _index(room: Path, system: System, index: Path, passages: Rows) -> None:
    print(f"{system.name} indexes {len(passages)} passages", flush=True)
    unfinished = index.with_suffix(".part")
    rows = write(passages, room / "passages.jsonl")
    speed.run(system, room, "index", unfinished, str(rows))
    unfinished.rename(index)


def quality(room: Path, collection: Collection, indexes: dict[str, Path]) -> Quality:
    """Ask every system all questions; return the figures. The rankings are kept in `room`."""
    rows = [{"id": question.id, "text": question.text} for question in collection.questions]
    questions = write(rows, room / "questions.jsonl")
    rankings: dict[str, dict[str, list[str]]] = {}
    for system in SYSTEMS:
        print(f"{system.name} answers {len(rows)} questions of {collection.name}", flush=True)
        done = speed.run(system, room, "ask", indexes[system.name], str(questions))
        rankings[system.name] = json.loads(done.printed.splitlines()[-1])
    text = json.dumps(rankings)
    (room / f"rankings-{collection.name}.json").write_text(text, encoding="utf-8")
    return Quality(
        collection.name,
        scoring.figures(collection, rankings, OURS.name),
        {name: scoring.judged_share(collection, rankings[name]) for name in rankings},
    )
