"""Licences as people say them, with the right address."""

import pytest

from ui.naming import licence_address, licence_name


@pytest.mark.parametrize(
    ("identifier", "name", "address"),
    [
        ("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        (
            "CC-BY-NC-SA-3.0",
            "CC BY-NC-SA 3.0",
            "https://creativecommons.org/licenses/by-nc-sa/3.0/",
        ),
        ("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("GPL-3.0-or-later", "GPL-3.0-or-later", "https://spdx.org/licenses/GPL-3.0-or-later.html"),
        ("all rights reserved", "all rights reserved", None),
        ("x-1/../../y", "x-1/../../y", None),
    ],
)
def test_licences(identifier: str, name: str, address: str | None) -> None:
    assert (licence_name(identifier), licence_address(identifier)) == (name, address)
