"""Known faults of the pinned packages, asked of the advisory service by pip-audit.

    python -m tests.audit constraints.txt

Exit status: 0 none is known, 1 some are, 2 the service did not answer and nothing is known.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

_UNKNOWN = 2


def main(requirements: str) -> int:
    """Audit the versions that `requirements` pins, and print the result."""
    command = [
        *(sys.executable, "-m", "pip_audit", "--requirement", requirements, "--no-deps"),
        *("--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "15"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    status, text = verdict(done.stdout, done.stderr)
    print(text)
    return status


def verdict(answer: str, errors: str) -> tuple[int, str]:
    """Return the exit status and what to say of what pip-audit printed."""
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        last = errors.strip().rpartition("\n")[2] or "no reason was given"
        return _UNKNOWN, f"Nothing was audited: the advisory service did not answer ({last})."
    audited = [package for package in packages if "vulns" in package]
    faulty = [package for package in audited if package["vulns"]]
    if not audited:
        return _UNKNOWN, "Nothing was audited: the advisory service knows none of the packages."
    lines = [line for package in faulty for line in _lines(package)]
    skipped = [package["name"] for package in packages if "vulns" not in package]
    lines += [f"Not audited: {', '.join(skipped)}."] if skipped else []
    return bool(faulty), "\n".join([*lines, f"{len(audited)} audited, {len(faulty)} with faults."])


def _lines(package: dict[str, Any]) -> Sequence[str]:
    return [
        f"{package['name']} {package['version']}: {fault['id']}, mended in "
        f"{', '.join(fault['fix_versions']) or 'no version yet'}"
        for fault in package["vulns"]
    ]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
