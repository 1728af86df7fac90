"""What is proposed for known texts, with which proof; and that nothing is claimed of nothing."""

import pytest

from indexer.domain import Block
from indexer.taxonomy import semantics
from indexer.taxonomy.classifier import Proposal, classify
from tests.indexer.taxonomy.word_encoder import WordEncoder

PHYSICS = [
    Block("Peer instruction in a physics lecture", level=1),
    Block(
        "First-year students of physics confuse force and velocity. There are 160 students of"
        " the first year in the lecture hall, and most of them are silent."
    ),
    Block("What to do", level=2),
    Block(
        "In peer instruction every student votes on a conceptual question, explains the answer"
        " to a neighbour, and votes again. Peer instruction takes 15 minutes of a lecture."
    ),
    Block("References", level=2),
    Block("Role play in dentistry: a study of role play and dentistry."),
]


def proposed_for(title: str, blocks: list[Block], language: str) -> dict[str, list[str]]:
    proposed: dict[str, list[str]] = {}
    for proposal in classify(title, blocks, None, language):
        proposed.setdefault(proposal.vocabulary, []).append(proposal.concept_id)
    return proposed


def test_an_english_good_practice() -> None:
    assert proposed_for(PHYSICS[0].text, PHYSICS, "en") == {
        "isced_f": ["0533"],
        "resource_types": ["good-practice"],
        "strategies": ["peer-instruction", "classroom-response"],  # they vote
        "class_size": ["large"],
        # one lecture hall is not enough to say that all of it happens on site
        "cycle": ["first-year"],
    }


def test_each_claim_has_its_sentence() -> None:
    proofs = {p.concept_id: p.evidence for p in classify(PHYSICS[0].text, PHYSICS, None, "en")}
    assert proofs["0533"] == "First-year students of physics confuse force and velocity."
    assert proofs["large"] == (
        "There are 160 students of the first year in the lecture hall, and most of them are silent."
    )
    assert proofs["peer-instruction"].startswith("In peer instruction every student votes")


@pytest.mark.parametrize(
    ("language", "title", "text", "field", "strategy"),
    [
        (
            *("sq", "Klasa e përmbysur në kontabilitet"),
            "Kontabiliteti mësohet me klasën e përmbysur. Kontabiliteti kërkon përgatitje.",
            *("0411", "flipped-classroom"),
        ),
        (
            *("sr-Cyrl", "Изокренута учионица у рачуноводству"),
            "Рачуноводство се учи уз изокренуту учионицу. Изокренута учионица тражи припрему.",
            *("0411", "flipped-classroom"),
        ),
        (
            *("hr", "Terenska nastava u šumarstvu"),
            "Studenti šumarstva idu na terensku nastavu. Bez terenske nastave nema šumarstva.",
            *("0821", "field-work"),
        ),
        (
            *("mk", "Студија за играње улоги во фармација"),
            "Студентите по фармација учат преку играње улоги. Играње улоги трае цел час.",
            *("0916", "role-play"),
        ),
        (
            *("el", "Προσομοίωση στη νοσηλευτική"),
            "Η προσομοίωση βοηθά τη νοσηλευτική. Οι φοιτητές νοσηλευτικής μαθαίνουν.",
            *("0913", "simulation"),
        ),
        (
            *("bg", "Обратна връзка по химия"),
            "Студентите по химия получават обратна връзка. По химия обратната връзка помага.",
            *("0531", "feedback-dialogue"),
        ),
    ],
)
def test_the_languages_of_the_network(
    language: str, title: str, text: str, field: str, strategy: str
) -> None:
    proposed = proposed_for(title, [Block(title, level=1), Block(text)], language)
    assert proposed["isced_f"] == [field]
    assert proposed["strategies"][0] == strategy


def test_of_nothing_nothing_is_claimed() -> None:
    assert classify("", [], None, "en") == []
    assert classify("Untitled", [Block("Lorem ipsum dolor sit amet.")], None, "en") == []
    assert classify("Untitled", [], WordEncoder(), "en") == []


def test_the_list_of_references_proves_nothing() -> None:
    proposed = proposed_for(PHYSICS[0].text, PHYSICS, "en")
    assert "0911" not in proposed["isced_f"]
    assert "role-play" not in proposed["strategies"]


def test_a_paper_is_known_by_its_imprint() -> None:
    paper = [
        Block("Teaching mechanics with notebooks", level=1),
        Block("1 Department of History, University of Somewhere"),
        Block("DOI: 10.1234/jose.1\nSubmitted: 1 May 2020\nPublished: 2 June 2021"),
        Block("Summary", level=2),
        Block("We describe a course."),
    ]
    proposed = classify("Teaching mechanics with notebooks", paper, None, "en")
    types = [p for p in proposed if p.vocabulary == "resource_types"]
    assert [(p.concept_id, p.evidence[:8]) for p in types] == [("research-paper", "DOI: 10.")]
    assert "0222" not in [p.concept_id for p in proposed]  # the author's department is no topic


def test_a_workshop_is_known_by_its_schedule() -> None:
    headings = ["0-15 The line", "15-40 Hand-out A", "40-75 The mini-class"]
    blocks = [Block(text, level=2) for text in headings]
    blocks.append(Block("The facilitator gives the participants the hand-out of the workshop."))
    assert proposed_for("An afternoon", blocks, "en")["resource_types"] == ["workshop-material"]


def test_confidence_is_a_probability_and_the_surest_comes_first() -> None:
    proposed = classify(PHYSICS[0].text, PHYSICS, None, "en")
    assert all(0.0 < proposal.confidence <= 1.0 for proposal in proposed)
    assert proposed[0] == Proposal("isced_f", "0533", proposed[0].confidence, proposed[0].evidence)


def test_an_encoder_is_asked_only_in_languages_it_knows() -> None:
    encoder = WordEncoder()
    assert semantics.understands(encoder, "en")
    assert not semantics.understands(encoder, "el")
    assert not semantics.understands(encoder, "sr-Cyrl")
    greek = [Block("Η προσομοίωση βοηθά τη νοσηλευτική.")]
    assert classify("Προσομοίωση", greek, encoder, "el") == classify(
        "Προσομοίωση", greek, None, "el"
    )


def test_meaning_finds_what_is_not_named() -> None:
    ids = ("jigsaw", "retrieval-practice", "rubric")
    encoder = WordEncoder()
    concepts = semantics.concept_vectors(encoder, "strategies", ids)
    passages = encoder.encode_passages(
        ["The weather is fine.", "Students recall what they learned, because recalling is strong."]
    )
    similarity, best = semantics.similarities(concepts, passages)
    assert ids[int(similarity.argmax())] == "retrieval-practice"
    assert best[1] == 1
