"""What in a document answers something, and what only belongs to it."""

import pytest

from indexer.domain import Block, Role
from indexer.text.roles import block_roles, is_notice, main_role
from indexer.text.splitting import split

PROSE = (
    "Students vote, then they talk to a neighbour who chose differently, and then they vote "
    "again; after three minutes the hall is loud, and nobody is afraid of the next question."
)
TEXT = Block(PROSE)


def roles(*blocks: Block) -> list[str]:
    return [role.value for role in block_roles(blocks)]


def test_what_stands_before_the_first_prose_is_front_matter() -> None:
    blocks = [
        Block("Peer instruction in physics", level=1),
        Block("Ana Kovač, Besnik Hoxha and Eleni Papadopoulou"),
        Block("1 University of Sarajevo, Faculty of Science 2 University of Tirana"),
        Block("ana.kovac@example.org"),
        Block("Received: 3 May 2024 Accepted: 1 June 2024"),
        Block("Summary", level=2),
        TEXT,
    ]
    assert roles(*blocks) == ["text", "front", "front", "front", "front", "text", "text"]
    with_year = [blocks[0], Block("BALKANETUP starter collection, 2026"), TEXT]
    assert roles(*with_year) == ["text", "front", "text"]
    hidden = [blocks[0], Block("1 Statistics (Germany), www.st-th.de, info (at) st-th.de"), TEXT]
    assert roles(*hidden) == ["text", "front", "text"]


def test_a_page_that_only_names_other_pages_is_contents() -> None:
    assert roles(Block("Chat module", level=1), Block("- Using Chat")) == ["contents"] * 2
    assert roles(Block("- Избор ограничења\n- Опције"), Block("- Време")) == ["contents"] * 2
    advice = Block("- Let them vote.\n- Let them talk.")
    assert roles(Block("Two steps", level=1), advice) == ["text"] * 2
    told = Block("- pairs read the same page aloud and mark what neither of them understands")
    assert roles(Block("Pairs", level=1), told) == ["text"] * 2
    assert roles(Block("Only headings", level=1), Block("No list")) == ["text"] * 2
    assert roles(Block("Only headings", level=1), Block("of a poster", level=2)) == ["text"] * 2


def test_a_beginning_without_authors_is_text() -> None:
    goals = [Block("Welcome", level=1), Block("Duration"), Block("10 minutes"), TEXT]
    assert roles(*goals) == ["text"] * 4
    mail = "To take part, write an email to learning@example.org and say which of the dates suits."
    assert roles(Block("Dates", level=1), TEXT, Block(mail)) == ["text"] * 3


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        *(("References", "references"), ("5 Literatura", "references"), ("Πηγές", "references")),
        *(("Литература", "references"), ("Bibliografia", "references")),
        *(("Acknowledgements", "thanks"), ("Zahvala", "thanks"), ("Falënderime", "thanks")),
        *(("Ευχαριστίες", "thanks"), ("Благодарности", "thanks"), ("Захвалност", "thanks")),
        *(("About the authors", "front"), ("O autorima", "front"), ("За авторите", "front")),
        *(("References to practice in class", "text"), ("What authors want", "text")),
    ],
)
def test_sections_at_the_end_are_told_by_their_headings(heading: str, role: str) -> None:
    below = [Block("Title", level=1), TEXT, Block(heading, level=2), TEXT, Block("More", level=3)]
    assert roles(*below) == ["text", "text", role, role, role]
    assert roles(*below, Block("Next", level=2), TEXT)[-2:] == ["text", "text"]


def test_funding_in_the_middle_is_a_subject() -> None:
    asked = [Block("A workshop", level=1), Block("Funding", level=2), TEXT, *[TEXT] * 6]
    assert set(roles(*asked)) == {"text"}


@pytest.mark.parametrize(
    "line",
    [
        "© 2024 University of Belgrade. All rights reserved.",
        "Licence: CC BY 4.0",
        "Лиценца: CC BY 4.0",
        "Άδεια χρήσης: CC BY 4.0",
        "This work is licensed under a Creative Commons Attribution 4.0 International License.",
        "Sva prava zadržana.",
    ],
)
def test_a_licence_line_is_told_wherever_it_stands(line: str) -> None:
    assert roles(TEXT, Block(line), TEXT) == ["text", "legal", "text"]


def test_a_text_about_licences_is_text() -> None:
    about = "Creative Commons licenses do not replace copyright, they are built on top of it. "
    assert roles(TEXT, Block(about + "Ask which one your university wants."), TEXT)[1] == "text"


@pytest.mark.parametrize(
    "sentence",
    [
        "The case is invented, based on what many teachers know, and describes no real class.",
        "Primjer ne opisuje nijednu stvarnu grupu ni ustanovu.",
        "Пример не описује ниједну стварну групу нити установу.",
        "Примерот не опишува вистинска група, ниту вистинска институција.",
        "Примерът не описва действителна група или висше училище.",
        "Η σκηνή είναι πλασματική και δεν περιγράφει πραγματικό τμήμα ή ίδρυμα.",
        "Ky shembull nuk përshkruan asnjë klasë apo institucion të vërtetë.",
        "The views expressed here are those of the authors alone.",
        "The support of the European Commission does not constitute an endorsement.",
    ],
)
def test_a_disclaimer_shares_no_passage_with_what_answers(sentence: str) -> None:
    assert is_notice(sentence)
    before, notice, after = split([Block(f"{PROSE} {sentence} {PROSE}")])
    assert [part.role for part in (before, notice, after)] == [Role.TEXT, Role.NOTICE, Role.TEXT]
    assert notice.text == sentence


def test_front_matter_within_a_paragraph_shares_no_passage_with_the_abstract() -> None:
    run_in = f"Starter collection, 2026 Abstract. {PROSE} Keywords. voting, pairs, silence"
    byline, abstract, keywords = split([Block(run_in)])
    assert (byline.text, keywords.text) == (
        "Starter collection, 2026 Abstract.",
        "Keywords. voting, pairs, silence",
    )
    assert [part.role for part in (byline, abstract, keywords)] == [
        Role.FRONT,
        Role.TEXT,
        Role.FRONT,
    ]


def test_what_only_sounds_like_a_disclaimer_is_text() -> None:
    assert not is_notice("Give them a problem from a real company, and no class before it.")
    assert not is_notice("It describes no real class: " + PROSE)  # the situation follows


def test_lists_of_references_contents_and_thanks_are_told_by_their_form() -> None:
    cited = Block(
        "Biggs, J., & Tang, C. (2011). Teaching for quality learning. Open University Press.\n"
        "Lyman, F. T. (1981). The responsive classroom. University of Maryland."
    )
    contents = Block("1 Aims ........ 2\n2 Steps ........ 5\n3 Marks ....... 11")
    thanks = Block("We thank our students and the Ministry of Science, grant no. 1234.")
    assert roles(TEXT, cited, contents, thanks) == ["text", "references", "contents", "thanks"]
    named = "Biggs, J. (2011) asks what a student does; so does every teacher who plans backwards."
    assert roles(TEXT, Block(named), TEXT)[1] == "text"  # one citation is part of what is said


def test_a_line_on_every_page_is_a_header() -> None:
    pages = [Block(line, page=page) for page in (1, 2, 3) for line in (f"Guide, p. {page}", PROSE)]
    assert roles(*pages) == ["header", "text"] * 3
    assert roles(*pages[:4]) == ["text"] * 4


def test_a_passage_is_what_two_thirds_of_it_are() -> None:
    assert main_role([(Role.TEXT, 40), (Role.LEGAL, 70)]) is Role.TEXT
    assert main_role([(Role.TEXT, 30), (Role.LEGAL, 70)]) is Role.LEGAL
    assert main_role([]) is Role.TEXT
