"""Everything that can go wrong, as one tree. A leaf: imports nothing of ours.

    BalkanetupError          what happened, and the cure
    ├── UsageError           the request itself is wrong (unknown filter, k out of range)
    │   ├── OnlyExclusions   the question says what to leave out, not what to look for
    │   └── NoSuchFolder     the folder to index does not exist or is not a folder
    ├── NotFound             the id or generation asked for is not in the index
    ├── NoIndex              nothing has been indexed here yet
    ├── IndexLocked          another process is writing to this index
    ├── IndexDamaged         a checksum, schema or count does not agree
    │   ├── ArchiveRefused   the file to import is not what `export` wrote; our index is as it was
    │   └── PullRefused      what a store has is not what was pushed; our index is as it was
    ├── OnlyReplica          this index is a copy that is kept up elsewhere; nothing writes to it
    ├── StorageError         the disk refused (full, read-only, I/O error)
    │   └── StoreError       a store (a folder or bucket elsewhere) refused, or is out of reach
    ├── VectorsUnavailable   the server that searches the vectors does not answer
    │   └── VectorsLost      it answers, and has not got them any more
    ├── ModelError           the encoder cannot be loaded, or is not the one the index was made with
    ├── OcrMissing           text recognition is asked for and not installed
    ├── MassDelete           too many known files are missing to believe it
    └── Unreadable           one file could not be read; carries its Outcome, never stops a run

Each skin translates these once: the command line to exit codes (indexer/cli.py), the service to
HTTP statuses (search_api/problems.py), the screen to sentences (ui/).
"""

from typing import ClassVar


class BalkanetupError(Exception):
    """What happened (`message`) and what to do about it (`cure`)."""

    title: ClassVar[str] = "Something went wrong"
    kind: ClassVar[str] = "about:blank"  # a URI for what a program must tell apart (RFC 9457)

    def __init__(self, message: str, *, cure: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.message} {self.cure}".strip()


class UsageError(BalkanetupError):
    """The request is wrong. `field` names the part of it that is."""

    title = "The request cannot be understood"

    def __init__(self, message: str, *, cure: str = "", field: str = "") -> None:
        super().__init__(message, cure=cure)
        self.field = field


class OnlyExclusions(UsageError):
    """The question says what to leave out, and not what to look for."""

    title = "Nothing to look for"
    kind = "urn:balkanetup:only-exclusions"


class PortTaken(UsageError):
    """Another program listens where the service is to."""

    title = "The port is taken"


class NoSuchFolder(UsageError):
    """The folder to index does not exist, or is not a folder."""

    title = "The folder cannot be indexed"

    @staticmethod
    def cure_where_indexed(folder: object) -> str:
        """Return what to do about a folder that is indexed and no longer there."""
        return f"Put it back; or forget it with: balkanetup index --allow-mass-delete {folder}"


class NotFound(BalkanetupError):
    """The id asked for is not in the index."""

    title = "Not found"


class NoIndex(BalkanetupError):
    """Nothing has been indexed here yet."""

    title = "Nothing is indexed yet"


class IndexLocked(BalkanetupError):
    """Another process is writing to this index."""

    title = "The index is being written"


class IndexDamaged(BalkanetupError):
    """A checksum, schema or count does not agree with the rest of the index."""

    title = "The index is damaged"


class ArchiveRefused(IndexDamaged):
    """The file to import is not one that `export` wrote, or not whole; nothing was changed."""

    title = "The file is not imported"


class PullRefused(IndexDamaged):
    """What a store has is not whole, or not for this version; nothing was changed here."""

    title = "The generation is not taken over"


class OnlyReplica(BalkanetupError):
    """This index is a copy of one that is kept up elsewhere: it is read, never written to."""

    title = "This index is a copy"


class StorageError(BalkanetupError):
    """The disk refused: full, read-only, or an I/O error."""

    title = "The disk refused"


class StoreError(StorageError):
    """A store, a folder or bucket elsewhere, refused or could not be reached."""

    title = "The store cannot be used"


class VectorsUnavailable(BalkanetupError):
    """The server that searches the vectors does not answer."""

    title = "The vector server does not answer"


class VectorsLost(VectorsUnavailable):
    """The server answers, and has not got the vectors of this generation."""


class ModelError(BalkanetupError):
    """The encoder cannot be loaded, or is not the one the index was made with."""

    title = "The encoder cannot be used"


class OcrMissing(BalkanetupError):
    """Text recognition is asked for, but the program or every pack of it is missing."""

    title = "Text recognition (OCR) is not installed"


class ExtraMissing(BalkanetupError):
    """A part of the software is asked for that is installed on demand only."""

    title = "A part of the software is not installed"


class MassDelete(BalkanetupError):
    """So many known files are missing that a wrong folder is likelier than a clean-up."""

    title = "Too many files are missing"


class Unreadable(BalkanetupError):
    """One file could not be read. `outcome` is one of `domain.Outcome`'s values.

    `needs_ocr`: it is a scan that text recognition has not been tried on.
    """

    title = "The file cannot be read"

    def __init__(
        self, outcome: str, message: str, *, cure: str = "", needs_ocr: bool = False
    ) -> None:
        super().__init__(message, cure=cure)
        self.outcome = outcome
        self.needs_ocr = needs_ocr
