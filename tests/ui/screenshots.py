"""Pictures of the screens: the five of the README, or every screen wide, narrow and by night.

balkanetup index corpus/ && balkanetup start        # in one window
python -m tests.ui.screenshots http://127.0.0.1:8501 ui/screenshots
python -m tests.ui.screenshots http://127.0.0.1:8501 /tmp/all --all
"""

import argparse
import io
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.ui.conftest import PATIENCE_MS, QUIET

COLOURS = 96  # of a palette: enough for text and a few tints, a third of the bytes
WIDE, NARROW = (1280, 860), (390, 844)
FREE_RIDERS = "free-riders-in-engineering-group-projects"
ANSWER = "?q=Studentët+e+mi+nuk+flasin+në+auditor&lang=sq&reads=sq&reads=mk"


@dataclass(frozen=True)
class Shot:
    """One picture: an address, what is clicked there first (a selector), the size and the look."""

    name: str
    address: str
    size: tuple[int, int] = WIDE
    look: Literal["light", "dark"] = "light"
    click: str = ""


README = (
    Shot("search", ANSWER),
    Shot("start", "?lang=sr-Latn", (1280, 1000)),
    Shot("page", "?q=social+loafing+in+teams", (1280, 1000), click="article p.where a"),
    Shot("night", "?screen=browse&field=07&lang=el", look="dark"),
    Shot("phone", "?q=Како+да+дадам+повратна+информација&lang=mk", NARROW),
)
SCREENS = {
    "start": "",
    "answer": ANSWER,
    "nothing": "?q=lattice+gluon+propagators",
    "resource": f"?screen=resource&id={FREE_RIDERS}",
    "disciplines": "?screen=browse&lang=bg",
    "field": "?screen=browse&field=07",
    "map": "?screen=discover&q=how+to+mark+essays+fairly",
    "strategies": "?screen=discover&show=strategies&lang=el",
    "versions": f"?screen=resource&id={FREE_RIDERS}&beside=free-riders-sq",
    "list": f"?screen=list&keep={FREE_RIDERS}&keep=oral-exams-made-fair",
    "people": "?screen=people",
    "maintain": "?screen=maintain",
}
ALL = tuple(
    Shot(f"{name}-{width}-{look}", address, size, look)
    for name, address in SCREENS.items()
    for width, size in (("wide", WIDE), ("narrow", NARROW))
    for look in ("light", "dark")
)


def take(browser: Browser, base: str, shot: Shot) -> bytes:
    """Return the picture, as a PNG of few colours."""
    width, height = shot.size
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=shot.look, locale="en-GB"
    )
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{base}/{shot.address}")
    page.wait_for_selector("[data-followed]", state="attached")
    if shot.click:
        page.locator(shot.click).first.click()
        page.wait_for_url("**screen=resource**")
    page.wait_for_timeout(4000)  # fonts, pictures, what comes last
    picture = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    written = io.BytesIO()
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        written, "PNG", optimize=True
    )
    return written.getvalue()


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="every screen, not those of the README")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        for shot in ALL if asked.all else README:
            content = take(browser, asked.address.rstrip("/"), shot)
            (asked.folder / f"{shot.name}.png").write_bytes(content)
            print(f"{shot.name}.png {len(content) // 1024} KiB")
        browser.close()


if __name__ == "__main__":
    main()
