"""What a run did, file by file: every file is accounted for."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from indexer.domain import Outcome

Action = Literal[
    "new", "changed", "moved", "duplicate", "unchanged", "quarantined", "left out", "removed"
]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was done with one file, how it ended, and what its owner can do about it.

    `kept_former` is true when the file could not be read but its former version stays
    searchable. `notes` are problems with parts of it. `seconds` is the time to read it.
    """

    path: str
    action: Action
    outcome: Outcome | None  # None for a file that is removed or was never looked at
    reason: str = ""
    cure: str = ""
    notes: tuple[str, ...] = ()
    kept_former: bool = False
    passages: int = 0
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """Whether this run tried to read the file and could not."""
        return self.action in ("new", "changed") and not (
            self.outcome is not None and self.outcome.searchable
        )

    def as_dict(self) -> dict[str, object]:
        """Return everything, ready for JSON."""
        return asdict(self) | {"seconds": round(self.seconds, 3)}


@dataclass(slots=True)
class RunReport:
    """A whole run. `generation` is None when there was nothing new to publish.

    `passed_over` says why other files of the folder are no documents. `rehearsed`: nothing was
    done, this is what a run would do.
    """

    folder: str
    files: list[FileReport] = field(default_factory=list)
    passed_over: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    generation: str | None = None
    seconds: float = 0.0
    interrupted: bool = False
    rehearsed: bool = False

    def actions(self) -> dict[str, int]:
        """Return how many files were new, changed, unchanged ..."""
        return dict(Counter(file.action for file in self.files))

    def outcomes(self) -> dict[str, int]:
        """Return how many files of the folder ended in each outcome."""
        return dict(Counter(str(file.outcome) for file in self.files if file.outcome is not None))

    def tally(self) -> dict[str, int]:
        """Return how many files ended how, each counted once: what failed is not also new."""
        return dict(Counter("not read" if file.failed else file.action for file in self.files))

    def failures(self) -> Iterator[FileReport]:
        """Yield the files that this run could not make searchable."""
        return (file for file in self.files if file.failed)

    def summary(self) -> dict[str, object]:
        """Return the counts, as stored with the run and printed with --json."""
        return {
            "folder": self.folder,
            "actions": self.actions(),
            "tally": self.tally(),
            "outcomes": self.outcomes(),
            "passages": sum(file.passages for file in self.files),
            "generation": self.generation,
            "seconds": round(self.seconds, 3),
            "interrupted": self.interrupted,
            "notes": self.notes,
        }

    def as_dict(self) -> dict[str, object]:
        """Return everything, ready for JSON."""
        return {
            **self.summary(),
            "rehearsed": self.rehearsed,
            "passed_over": dict(self.passed_over),
            "files": [file.as_dict() for file in self.files],
        }
