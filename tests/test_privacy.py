"""Nothing of a campus leaves it: no library tells its maker how it is used."""

import os
import subprocess
import sys
from pathlib import Path


def test_the_encoders_runtime_makes_no_identifier_and_keeps_no_events(tmp_path: Path) -> None:
    hidden = ("CI", "ORT_DISABLE_TELEMETRY")  # either would keep it quiet whatever our code does
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    subprocess.run(
        [sys.executable, "-c", "import indexer.encoding.onnx_model"],
        env={**environment, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")},
        check=True,
    )
    assert not list(tmp_path.rglob("*"))


def test_the_makers_of_models_and_clusters_are_told_nothing_either() -> None:
    import indexer  # noqa: F401  (what it sets is what is looked at)

    assert os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"
    assert os.environ["RAY_USAGE_STATS_ENABLED"] == "0"
