"""What people call licences, which the API names by code, and where they can be read."""

import re

_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-([1-4]\.[05])")
_SPDX = re.compile(r"[A-Za-z0-9.+-]+-[0-9][A-Za-z0-9.+-]*|MIT|ISC|Unlicense")


def licence_name(identifier: str) -> str:
    """Return an SPDX identifier as people write it: `CC BY-SA 4.0`."""
    if match := _CREATIVE_COMMONS.fullmatch(identifier):
        return f"CC {match[1]} {match[2]}"
    return "CC0 1.0" if identifier == "CC0-1.0" else identifier


def licence_address(identifier: str) -> str | None:
    """Return where a licence can be read; None for what is not an SPDX identifier."""
    if match := _CREATIVE_COMMONS.fullmatch(identifier):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    if identifier == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if _SPDX.fullmatch(identifier):
        return f"https://spdx.org/licenses/{identifier}.html"
    return None
