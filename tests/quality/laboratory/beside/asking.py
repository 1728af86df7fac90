"""What every system finds: the rivals' indexes, their rankings, and what these are worth."""

import json
import shutil
from pathlib import Path

from tests.quality.laboratory.beside import scoring, speed
from tests.quality.laboratory.beside.material import Collection, Rows, line, write
from tests.quality.laboratory.beside.report import Quality
from tests.quality.laboratory.beside.systems import OURS, SYSTEMS, System

Rankings = dict[str, dict[str, list[str]]]  # documents by question id, by name of the system
_SAME = 0.98  # of the passages: a rival's index is good as long as it has so many of ours


def indexes(room: Path, collection: Collection) -> dict[str, Path]:
    """Return the index of each system, by its name; make those of the rivals that are not there.

    They are kept in `room`, each beside the passages it was made of, until too many of these
    have changed.
    """
    places = {OURS.name: collection.index}
    for system in SYSTEMS[1:]:
        index = room / "indexes" / f"{system.key}-{collection.name}"
        if not index.exists() or share_in(_given(index), collection.passages) < _SAME:
            _make(room, system, index, collection)
        places[system.name] = index
    return places


def _given(index: Path) -> Path:
    """Return the file of the passages that an index was made of."""
    return index.with_suffix(".jsonl")


def _make(room: Path, system: System, index: Path, collection: Collection) -> None:
    """Make an index anew. Its passages are put beside it once it is whole."""
    print(f"{system.name} indexes {collection.name}", flush=True)
    index.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(index, ignore_errors=True)
    _given(index).unlink(missing_ok=True)
    passages = write(collection.passages, room / "passages.jsonl")
    speed.run(system, room, "index", index, str(passages))
    passages.rename(_given(index))


def share_in(file: Path, passages: Rows) -> float:
    """Return the share of the passages that a file of them has; 0 where there is no such file."""
    if not file.is_file():
        return 0.0
    lines = set(file.read_text(encoding="utf-8").split("\n"))
    return sum(line(row) in lines for row in passages) / len(passages)


def rankings(room: Path, collection: Collection, indexes: dict[str, Path]) -> Rankings:
    """Ask every system all questions; return what it ranked, which is kept in `room` too."""
    rows = [{"id": question.id, "text": question.text} for question in collection.questions]
    questions = write(rows, room / "questions.jsonl")
    ranked: Rankings = {}
    for system in SYSTEMS:
        print(f"{system.name} answers {len(rows)} questions of {collection.name}", flush=True)
        done = speed.run(system, room, "ask", indexes[system.name], str(questions))
        ranked[system.name] = json.loads(done.printed.splitlines()[-1])
    text = json.dumps(ranked)
    (room / f"rankings-{collection.name}.json").write_text(text, encoding="utf-8")
    return ranked


def measured(collection: Collection, rankings: Rankings) -> Quality:
    """Return the figures of rankings, by name of the system."""
    every, english = (
        {name: scoring.judged_share(collection, own, language) for name, own in rankings.items()}
        for language in ("", "en")
    )
    figures = scoring.figures(collection, rankings, OURS.name)
    return Quality(collection.name, figures, every, english)
