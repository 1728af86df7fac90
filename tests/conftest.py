"""What every test may use."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Real documents and benchmarks beside the repository; not every machine has them."""
    shared = REPOSITORY.parent / "shared"
    if not shared.is_dir():
        pytest.skip("needs the folder of real documents, ../shared, which is not on this machine")
    return shared
