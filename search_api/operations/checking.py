"""Beside the answers: whether every byte of the index is still as it was written.

A start believes what was read in full before (indexer/checked_files.py), so that it takes no
longer for a large index. What a disk lost since is found here: a child process of low priority
reads everything, soon after the start and once a day. It is not done in this process, because
closing a file of SQLite drops the locks that its other connections here hold on it.
"""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from indexer.processes import ending_with
from indexer.storage.repair import Remedy
from search_api.retrieval.index_reader import IndexReader

_FIRST = 10  # seconds after the start, which has the processor for itself until then
_AGAIN = 24 * 3600  # seconds between two checks
_DAMAGED = 300  # the same while something is damaged: it may be mended at any time
_COMMAND = (sys.executable, "-m", "search_api.cli", "verify", "--json")
_log = logging.getLogger(__name__)


def start(reader: IndexReader, data_dir: Path, tell: Callable[[bool], None] | None = None) -> None:
    """Check from now on, as long as the process lives; `tell` hears whether there was damage."""

    def check_for_ever() -> None:
        time.sleep(_FIRST)
        while True:
            damaged = check(reader, data_dir)
            if tell:
                tell(damaged)
            time.sleep(_DAMAGED if damaged else _AGAIN)

    Thread(target=check_for_ever, name="checking", daemon=True).start()


def check(reader: IndexReader, data_dir: Path) -> bool:
    """Read all files of the index; return whether any is damaged, having told log and reader."""
    findings = _findings(data_dir)
    if findings:  # a generation may have been deleted beside us: what is damaged is so twice
        again = _findings(data_dir)
        findings = {what: fix for what, fix in findings.items() if what in again}
    for what in findings:
        _log.warning("%s Answering from what is whole. Run: balkanetup doctor --fix", what)
    if findings:
        reader.doubt(catalogue_is_damaged=Remedy.RESTORE in findings.values())
    else:
        reader.trust()
    return bool(findings)


def _findings(data_dir: Path) -> dict[str, str]:
    """Return what `balkanetup verify` finds, and what would mend it; nothing where it cannot be."""
    done = subprocess.run(
        ["env", f"BALKANETUP_DATA_DIR={data_dir}", "nice", "-n", "19", *_COMMAND],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=ending_with(os.getpid()),
        check=False,
    )
    try:
        findings = json.loads(done.stdout)["findings"]
        return {finding["what"]: finding["fix"] for finding in findings}
    except (ValueError, KeyError, TypeError):  # there is no index yet
        return {}
