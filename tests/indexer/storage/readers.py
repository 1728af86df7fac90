"""An index that is pushed to a store, and what its readers then have."""

from contextlib import closing
from pathlib import Path

from indexer.catalogue import Catalogue
from indexer.storage.push import push
from indexer.storage.store import Store
from tests.indexer.conftest import Workshop

REPOSITORY = Path(__file__).resolve().parents[3]


def texts(data_dir: Path) -> list[str]:
    with closing(Catalogue.open(data_dir)) as catalogue:
        return [row[0] for row in catalogue.db.execute("SELECT text FROM passages ORDER BY id")]


def publish(workshop: Workshop, store: Store, path: str, text: str) -> str:
    """Add a document, publish and push; return the generation."""
    workshop.write(path, text)
    workshop.run()
    return push(workshop.settings.data_dir, store).name


def stored(folder: Path, name: str) -> Path:
    """A file of the newest generation of a store that is a folder."""
    return folder / "generations" / Store(str(folder)).listed()[0].folder / name
