"""A page of a PDF as a picture, with a passage marked on it."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from indexer.errors import Unreadable
from indexer.extraction import painting
from indexer.extraction.isolation import Reader
from indexer.extraction.page_picture import PagePicture
from tests.indexer.extraction import making

FIRST = "Students vote alone before anybody may speak."
SECOND = "Then each of them persuades a neighbour of the answer."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "voting.pdf"
    lines = [(72.0, 700.0, 12.0, "F1", FIRST)], [(72.0, 100.0, 12.0, "F1", SECOND)]
    file.write_bytes(making.pdf(lines))
    return file


def pixels(picture: PagePicture) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGB")).astype(int)


def is_yellow(colour: np.ndarray) -> bool:
    red, green, blue = colour
    return bool(red > 240 and 200 < green < 240 and blue < 160)


def test_the_words_are_marked_where_they_stand(file: Path, reader: Reader) -> None:
    picture = reader.paint(file, FIRST, [1])
    assert (picture.page, picture.pages) == (1, 2)
    (mark,) = picture.marks
    assert (mark.left, mark.top) == pytest.approx((72 / 595, (842 - 711) / 842), abs=0.01)
    assert mark.bottom == pytest.approx((842 - 697) / 842, abs=0.01)
    shown = pixels(picture)
    assert shown.shape == (picture.height, picture.width, 3)
    row = round((mark.top + mark.bottom) / 2 * picture.height)
    inside = shown[row, round(mark.left * picture.width) : round(mark.right * picture.width)]
    assert sum(is_yellow(colour) for colour in inside) > len(inside) / 4
    assert not any(is_yellow(colour) for colour in shown[round(picture.height * 0.5)])


def test_of_several_pages_it_is_the_one_with_most_of_the_passage(file: Path) -> None:
    assert painting.paint(file, f"may speak. {SECOND}", [1, 2]).page == 2
    assert painting.paint(file, SECOND, [], elsewhere=True).page == 2  # whose page is not told
    assert (
        painting.paint(file, SECOND, [1], elsewhere=True).page == 2
    )  # hidden slides are not there
    assert painting.paint(file, "A note that no slide shows.", [2], elsewhere=True).page == 2
    assert painting.paint(file, SECOND, [1]).marks == ()  # another page is wanted


def test_a_turned_page_is_shown_upright_and_marked_there(file: Path) -> None:
    turned = file.read_bytes().replace(
        b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 595 842]/Rotate 90"
    )
    file.write_bytes(turned)
    picture = painting.paint(file, FIRST, [1])
    assert picture.width > picture.height
    assert max(mark.right for mark in picture.marks) == pytest.approx(711 / 842, abs=0.02)
    down = max(mark.bottom for mark in picture.marks) - min(mark.top for mark in picture.marks)
    assert down > 0.3  # the line goes down the page


def test_a_huge_page_has_no_more_pixels_than_any(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"[0 0 595 842]", b"[0 0 9999 20]"))
    picture = painting.paint(file, FIRST, [1])
    assert picture.width <= 4_001
    assert picture.height <= 10


def test_a_page_that_is_not_there_is_refused(file: Path, reader: Reader) -> None:
    with pytest.raises(Unreadable, match="The document has 2 pages"):
        reader.paint(file, FIRST, [7])


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="no PNG"):
        PagePicture(1, 1, 1, 1, (), b"<svg onload=alert(1)>")
