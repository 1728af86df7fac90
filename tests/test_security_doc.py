"""What docs/SECURITY.md names is there: tests, settings, commands."""

import re
from pathlib import Path

from indexer.settings import Settings

REPOSITORY = Path(__file__).resolve().parents[1]
TEXT = (REPOSITORY / "docs" / "SECURITY.md").read_text(encoding="utf-8")


def test_every_test_that_holds_a_promise_exists() -> None:
    sources = "\n".join(
        file.read_text(encoding="utf-8") for file in (REPOSITORY / "tests").rglob("test_*.py")
    )
    named = set(re.findall(r"`(test_\w+)`", TEXT))
    assert len(named) > 20
    assert {name for name in named if f"def {name}(" not in sources} == set()


def test_every_risk_has_a_test() -> None:
    rows = re.findall(r"^\| (\d+) .*\| (.*) \|$", TEXT, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 11))
    assert all("`test_" in tests for _, tests in rows)


def test_every_setting_is_one_of_ours() -> None:
    named = set(re.findall(r"BALKANETUP_(\w+)", TEXT))
    assert {name.lower() for name in named} <= set(Settings.model_fields)
