"""A page as people see it, with a passage marked on it."""

from dataclasses import dataclass

PNG = b"\x89PNG\r\n\x1a\n"  # what every PNG begins with
LARGEST = 8 * 2**20  # bytes


@dataclass(frozen=True, slots=True)
class Box:
    """A marked rectangle: its edges as shares of the page's width and height, from the upper left
    corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """Page `page` of `pages`, from 1, as a PNG of `width` times `height` pixels.

    `marks` are painted into it; there are none where the words of the passage are not found.
    """

    page: int
    pages: int
    width: int
    height: int
    marks: tuple[Box, ...]
    png: bytes

    def __post_init__(self) -> None:
        """Refuse what is no picture of ours: ValueError. It comes from a child process."""
        if not self.png.startswith(PNG) or len(self.png) > LARGEST:
            raise ValueError("the picture of the page is no PNG, or too large")
