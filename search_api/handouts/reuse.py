"""What a licence asks of whoever copies a resource or adapts it."""

from typing import Literal

from indexer.taxonomy import load

Condition = Literal["noncommercial", "no_derivatives", "share_alike", "no_licence", "other_licence"]
_OF_CREATIVE_COMMONS: dict[str, Condition] = {
    "NC": "noncommercial",
    "ND": "no_derivatives",
    "SA": "share_alike",
}
_SAME_LICENCE = ("GPL-", "AGPL-", "LGPL-", "MPL-", "EUPL-", "GFDL-", "ODbL-")


def conditions(licence: str | None) -> tuple[Condition, ...]:
    """Return what must be minded besides naming the author; nothing where that is all.

    `licence` is an SPDX identifier. One that the vocabulary lacks may ask for anything.
    """
    if licence is None:
        return ("no_licence",)
    if licence.startswith("CC-BY"):
        parts = licence.split("-")
        return tuple(name for part, name in _OF_CREATIVE_COMMONS.items() if part in parts)
    if licence.startswith(_SAME_LICENCE):
        return ("share_alike",)
    return () if licence in load("licences") else ("other_licence",)
