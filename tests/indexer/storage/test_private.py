"""What is in the index is for its owner's eyes: texts, corrections, names of files."""

import os
import stat
from pathlib import Path

from indexer.storage import repair
from indexer.storage.transfer import export_index, import_index
from tests.indexer.conftest import Workshop


def others_may_read(folder: Path) -> list[str]:
    """Return the files with a text of ours that others may open."""
    return [
        file.name
        for file in folder.rglob("*")
        if ("sqlite" in file.name or file.suffix == ".tar")
        and stat.S_IMODE(file.stat().st_mode) & 0o077
    ]


def test_nobody_else_reads_the_index_its_copies_or_an_export(
    workshop: Workshop, tmp_path: Path
) -> None:
    former = os.umask(0o000)  # whatever the umask is
    try:
        workshop.write("a.md", "The cat sleeps.")
        workshop.run()
        data_dir = workshop.settings.data_dir
        export_index(data_dir, tmp_path / "index.tar")
        import_index(tmp_path / "there", tmp_path / "index.tar")
        repair.restore(data_dir, repair.last_whole_copy(data_dir) or Path())
    finally:
        os.umask(former)
    assert others_may_read(tmp_path) == []
    assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "there").stat().st_mode) == 0o700


def test_an_index_from_before_is_closed_at_the_next_run(workshop: Workshop) -> None:
    workshop.write("a.md", "The cat sleeps.")
    workshop.run()
    catalogue = workshop.settings.data_dir / "catalogue.sqlite"
    catalogue.chmod(0o644)
    workshop.run()
    assert stat.S_IMODE(catalogue.stat().st_mode) == 0o600
