"""The service does what its OpenAPI document says: schemathesis, over a small collection.

    python -m tests.torture.contract --cases 5000

No 5xx that is not a refusal, no answer (status, type, shape) that the document does not tell.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx

from indexer.run import pipeline
from indexer.settings import Settings
from search_api.access import keys
from search_api.app import create_app
from tests.search_api.conftest import DOCUMENTS, VOCABULARY
from tests.served import served
from tests.torture.workplace import scratch
from tests.word_encoder import WordEncoder

CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_schema_conformance,response_headers_conformance"
)


def main() -> int:
    """Serve, ask, print the figures; return what schemathesis does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="contract-", dir=scratch()) as base:
        settings = Settings(
            data_dir=Path(base, "data"),
            rate_limit="",
            key_rate_limit="",
            engine="numpy",
            admin_email="library@example.edu",
        )
        encoder = WordEncoder(*VOCABULARY)
        pipeline.run(_shelf(Path(base)), settings, encoder)
        _, key = keys.create(settings.data_dir, "contract", keys.SCOPES, 1)
        with served(create_app(settings, encoder)) as address:
            return _ask(address, key, arguments.cases, arguments.seed, Path(base, "run.ndjson"))


def _shelf(base: Path) -> Path:
    shelf = base / "shelf"
    shelf.mkdir()
    for name, text in DOCUMENTS.items():
        (shelf / name).write_text(text, encoding="utf-8")
    return shelf


def _ask(address: str, key: str, cases: int, seed: int, report: Path) -> int:
    """Run schemathesis until it has asked `cases` times or more."""
    document = httpx.get(f"{address}/openapi.json", timeout=60).json()
    operations = sum(len(methods) for methods in document["paths"].values())
    program = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    if program is None:
        sys.exit("schemathesis is not installed: make .venv/.installed-audit")
    command = [
        *(program, "run", f"{address}/openapi.json", "--checks", CHECKS, "--seed", str(seed)),
        *(
            "--max-examples",
            str(cases // operations + 1),
            "--continue-on-failure",
            "--no-color",
            "--no-shrink",
        ),
        *("-H", f"Authorization: Bearer {key}", "--report-ndjson-path", str(report)),
        *("--phases", "examples,coverage,fuzzing", "--suppress-health-check", "all"),
    ]
    status = subprocess.run(command, check=False).returncode
    with report.open(encoding="utf-8") as lines:
        asked = sum(line.count('"status_code"') for line in lines if json.loads(line))
    print(f"{asked} answers of {operations} operations checked")
    return status


if __name__ == "__main__":
    sys.exit(main())
