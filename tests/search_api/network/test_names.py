"""Which written names are one person's, and which institution an affiliation names."""

import pytest

from search_api.network.bodies import Body, read_body
from search_api.network.names import people


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (["Ana Marković", "ana markovic", "Ана Марковић"], {"Ana Marković"}),
        (["Marković, Ana", "Dr. Ana Marković"], {"Ana Marković"}),
        (["Marković Ana", "Ana Marković", "Ana Marković"], {"Ana Marković"}),
        (["A. Marković", "Ana Marković"], {"Ana Marković"}),
        (
            ["A. Marković", "Ana Marković", "Anton Marković"],
            {"A. Marković", "Ana Marković", "Anton Marković"},
        ),
        (["Vincent Knight", "Vincent A. Knight"], {"Vincent A. Knight"}),
        (["V. Knight", "Vincent Knight", "Vincent A. Knight"], {"Vincent A. Knight"}),
        (
            ["Mark A Fisher", "Mark B Fisher", "Mark Fisher"],
            {"Mark A Fisher", "Mark B Fisher", "Mark Fisher"},
        ),
        (["Jae-Eun Namkoong", "Jae Eun Namkoong"], {"Jae-Eun Namkoong"}),
        (["J.-P. Serre", "Jean-Pierre Serre", "J. P. Serre"], {"Jean-Pierre Serre"}),
        (["Đorđe Petrović", "Djordje Petrovic"], {"Đorđe Petrović"}),
        (["Ana Marković", "Ana Petrović"], {"Ana Marković", "Ana Petrović"}),
        (["Ana Marković", "Iva Marković"], {"Ana Marković", "Iva Marković"}),
        (["Elliott Sales de Andrade", "E. S. de Andrade"], {"Elliott Sales de Andrade"}),
        (["Project Jupyter", "University of Tirana", "Skills4EOSC T2.3", "Plato"], set()),
    ],
)  # fmt: skip
def test_names_of_one_person_are_shown_as_one(written: list[str], shown: set[str]) -> None:
    assert set(people(written).values()) == shown


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("University of Tirana", Body("University of Tirana")),
        ("The University of Liverpool", Body("University of Liverpool")),
        (
            "Department of Physics, University of Zagreb, Croatia",
            Body("University of Zagreb", "Department of Physics"),
        ),
        (
            "School of Informatics, University of Edinburgh, 10 Crichton St, Edinburgh EH8 9AB",
            Body("University of Edinburgh", "School of Informatics"),
        ),
        ("University of California, Berkeley", Body("University of California, Berkeley")),
        ("University of Michigan, Ann Arbor", Body("University of Michigan")),
        (
            "Centre for Teaching and Learning, Универзитет у Београду",
            Body("Универзитет у Београду", "Centre for Teaching and Learning"),
        ),
        (
            "Chair of Systems, Institute of Energy, Villigen",
            Body("Institute of Energy", "Chair of Systems"),
        ),
        ("DeepMind", Body("DeepMind")),
        (" , ", Body("")),
    ],
)  # fmt: skip
def test_the_institution_of_an_affiliation(written: str, body: Body) -> None:
    assert read_body(written) == body


def test_an_institution_is_compared_without_script_and_diacritics() -> None:
    assert read_body("Универзитет у Београду").key == read_body("Univerzitet u Beogradu").key
