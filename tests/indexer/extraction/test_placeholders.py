"""What programs fill in by themselves is no title and nobody's name."""

from pathlib import Path

import pytest

from indexer.extraction.office import plausible_abstract, plausible_author, plausible_title
from indexer.extraction.worker import read_here


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - untitled1.doc",
        "Click to edit Master title style",
        "Kliko për të shtuar titull",
        "Кликнете за да додадете наслов",
        "Щракнете, за да добавите заглавие",
        "Κάντε κλικ για να προσθέσετε τίτλο",
        "Faceți clic pentru a adăuga titlu",
        "Başlık eklemek için tıklayın",
        "No Slide Title",
        "Neimenovani dokument",
        "Нов Microsoft Word документ",
        "Νέο Έγγραφο του Microsoft Word",
        "Document Microsoft Word nou",
        "Adsız doküman",
        "Slajdi 1",
        "Microsoft PowerPoint - Presentation1 [Compatibility Mode]",
        "Microsoft PowerPoint - predavanje_3 [Režim kompatibilnosti]",
        "PowerPoint Presentation",
        "PowerPoint prezentacija",
        "PowerPointova prezentacija",
        "PowerPoint презентација",
        "Презентация на PowerPoint",
        "Παρουσίαση του PowerPoint",
        "Prezentare PowerPoint",
        "PowerPointova predstavitev",
        "PowerPoint Sunusu",
        "Prezantim i PowerPoint",
        "Διαφάνεια 1",
        "Slajd 1",
        "Слайд 1",
        "Diapozitiv 12",
        "Slayt 1",
        "Έγγραφο1",
        "Dokument2",
        "Belge1",
        "Bez naslova",
        "Без заглавие",
        "Fără titlu",
        "Pa titull",
        "Χωρίς τίτλο",
        "Başlıksız 2",
        "C:\\Users\\Admin\\Desktop\\provime final v3.wpd",
        "file:///D:/Nastava/ispit.htm",
        "/home/ana/radovi/clanak",
        "nastava_2019.indd",
        "referat.docx [Compatibility Mode]",
    ],
)
def test_titles_of_programs_are_left_out(title: str) -> None:
    assert plausible_title(title) == ""


@pytest.mark.parametrize(
    "title",
    [
        "Presentation skills for first-year students",
        "Kako napraviti PowerPoint prezentaciju",
        "Презентация на проекта",
        "Microsoft Excel",
        "Word classes in Albanian",
        "Learning ASP.NET",
        "Teaching with C: a first course",
        "Slide rules in the mathematics classroom",
        "Naslov i podnaslov u novinama",
        "Διαφάνεια και λογοδοσία",
    ],
)
def test_titles_of_people_are_kept(title: str) -> None:
    assert plausible_title(title) == title


@pytest.mark.parametrize(
    "author",
    [
        *("User", "Korisnik", "Корисник", "Uporabnik", "Utilizator", "Потребител", "Χρήστης"),
        *("Kullanıcı", "Përdorues", "Përdoruesi", "Benutzer", "Microsoft Office User"),
        *("Windows User", "Windows korisnik", "Χρήστης των Windows"),
        *(
            "Windows Kullanıcısı",
            "Utilizator Windows",
            "Потребител на Windows",
            "Përdorues i Windows",
        ),
        *("Registered User", "Administratori", "Učitelj", "Ιδιοκτήτης", "Öğretmen", "Учител"),
        *("DESKTOP-4F3GH2K", "Asus-PC", "HP", "user123", "Admin", "Аутор"),
    ],
)
def test_authors_of_programs_are_left_out(author: str) -> None:
    assert plausible_author(author) == ""


@pytest.mark.parametrize(
    "author", ["Ana Anić", "Michael Dell", "Windows Group of the Faculty", "Мира Корисник", "Li Xu"]
)
def test_authors_that_are_people_are_kept(author: str) -> None:
    assert plausible_author(author) == author


def test_no_subject_is_no_abstract() -> None:
    assert plausible_abstract("unspecified") == ""
    assert plausible_abstract("How groups learn") == "How groups learn"


@pytest.mark.parametrize("name", "abcdefg")
def test_shared_files_with_the_properties_of_programs(shared_dir: Path, name: str) -> None:
    read = read_here(shared_dir / "cases" / "pdf-metadata" / f"{name}.pdf", 2**28)
    assert (read.metadata.title, read.metadata.authors, read.metadata.abstract) == (None, (), None)
