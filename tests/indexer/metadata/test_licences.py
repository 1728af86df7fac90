"""Licences as people write them."""

import pytest

from indexer.metadata.licences import find, normalise


@pytest.mark.parametrize(
    ("written", "identifier"),
    [
        ("CC-BY-4.0", "CC-BY-4.0"),
        ("CC BY 4.0", "CC-BY-4.0"),
        ("cc by-nc-sa 3.0", "CC-BY-NC-SA-3.0"),
        ("https://creativecommons.org/licenses/by-nc-nd/4.0/deed.mk", "CC-BY-NC-ND-4.0"),
        ("Creative Commons Attribution 4.0 International", "CC-BY-4.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International License", "CC-BY-SA-4.0"),
        ("Creative Commons Attribution-NonCommercial 2.5", "CC-BY-NC-2.5"),
        ("CC0", "CC0-1.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("MIT License", "MIT"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("GNU General Public License v3", "GPL-3.0-or-later"),
        ("GPL-3.0-only", "GPL-3.0-only"),
    ],
)
def test_names_and_addresses_become_spdx(written: str, identifier: str) -> None:
    assert normalise(written) == identifier


@pytest.mark.parametrize("written", ["CC BY", "All rights reserved", "free", ""])
def test_what_is_not_certain_is_unknown(written: str) -> None:
    assert normalise(written) is None


def test_the_licence_is_found_in_running_text() -> None:
    text = (
        "Authors of papers retain copyright and release the work under a Creative Commons "
        "Attribution 4.0 International License (CC BY 4.0)."
    )
    assert find(text) == "CC-BY-4.0"


def test_prose_about_software_is_not_under_its_licence() -> None:
    assert find("We compare projects under the MIT license with projects under the GPL.") is None
