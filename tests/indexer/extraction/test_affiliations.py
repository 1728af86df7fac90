"""The list of bodies below the authors of a paper."""

import pytest

from indexer.extraction.affiliations import affiliations


@pytest.mark.parametrize(
    ("lines", "bodies"),
    [
        (
            ["Ana Anić and Bo Berg", "1 University of A 2 Institute of B, 10 Long", "Street, Town"],
            ("University of A", "Institute of B, 10 Long Street, Town"),
        ),
        (
            ["1 University of A. 2", "DOI: 10.1/x Department of C", "DOI: 10.1/x"],
            ("University of A", "Department of C"),
        ),
        (
            ["1 ETH Zurich 2 4Quant Ltd ¶ Corresponding author", "Software"],
            ("ETH Zurich", "4Quant Ltd"),
        ),
        (["and Joaquim Gomes 2 1 University of A"], ()),
        (["University of A, 12 Long Street"], ()),
        (["Ana Anić", "1 ICTEAM, UCLouvain, Belgium"], ("ICTEAM, UCLouvain, Belgium",)),
        (["Ana Anić", "Software", "1 University of A"], ()),
        (["1 Introduction to", "2 things"], ()),
        (["Week Task", "1 Explain, no code 2 Code, declared as such", "3 Tests"], ()),
        ([], ()),
    ],
)  # fmt: skip
def test_bodies_are_listed_by_number(lines: list[str], bodies: tuple[str, ...]) -> None:
    assert affiliations(lines) == bodies
