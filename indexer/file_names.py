"""Names of files as the catalogue writes them, and as the disk has them.

A name on the disk is bytes, and old programs wrote others than UTF-8. The catalogue, the screens
and every answer have text: what is no UTF-8 is written there as `\\xe8`.
"""

import os


def printable(path: str) -> str:
    """Return a path, or a name, as the system gave it, in printable Unicode."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def name_on_disk(folder: int, name: str) -> str:
    """Return what the file of that printable name is really called in an open folder.

    Where there is no such file it is the name itself. Raises OSError.
    """
    if "\\x" not in name:
        return name
    names = os.listdir(folder)
    return name if name in names else next((it for it in names if printable(it) == name), name)
