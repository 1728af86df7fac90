"""Whose name is which part of a name."""

import pytest

from search_api.citing.names import Name, read_name


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Ana Marković", "Marković", "Ana"),
        ("Juan Pablo de la Cruz", "de la Cruz", "Juan Pablo"),
        ("Marković, Ana", "Marković", "Ana"),
        ("Prof. dr Ana Marković", "Marković", "Ana"),
        ("Проф. др Милош Ђурић", "Ђурић", "Милош"),
        ("Γιώργος Κ. Παπαδόπουλος", "Παπαδόπουλος", "Γιώργος Κ."),
        ("John Smith Jr.", "Smith Jr.", "John"),
        ("Tim Scholz", "Scholz", "Tim"),
        ("Dragana Skolnik", "Skolnik", "Dragana"),
        ("Plato", "Plato", ""),
        ("Center for Teaching", "Center for Teaching", ""),
        ("Центар за наставу", "Центар за наставу", ""),
        ("Qendra për Mësimdhënie", "Qendra për Mësimdhënie", ""),
        ("Κέντρο Διδασκαλίας", "Κέντρο Διδασκαλίας", ""),
        ("BALKANETUP starter collection", "BALKANETUP starter collection", ""),
        ("University of Tirana", "University of Tirana", ""),
    ],
)
def test_a_name_has_its_parts(written: str, family: str, given: str) -> None:
    assert read_name(written) == Name(family, given)


def test_initials_keep_their_hyphen() -> None:
    assert read_name("Ana-Marija Đ. Perić").initials == ("A.-M.", "Đ.")
