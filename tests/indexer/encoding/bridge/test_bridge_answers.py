"""The shipped bridge: a teaching sentence finds its English twin, however it is spelt."""

import numpy as np
import pytest

from indexer.encoding.bridge.encoder import BridgeEncoder
from indexer.encoding.bridge.terms import EnglishTerms
from tests.quality.laboratory.bridge.evaluation import score_language
from tests.quality.laboratory.bridge.teacher import teacher_vectors

ENGLISH = [
    "The students write an essay about history.",
    "The teacher answers questions in the classroom.",
    "You can change your password in the settings.",
    "The test has ten questions.",
    "Good feedback helps students to learn.",
    "Small groups work together on a project.",
    "The library is open every day.",
    "How can I assess student work fairly?",
    "The lecture was long and boring.",
    "Children play music in the park.",
    "The doctor gave the patient medicine.",
    "Upload the file before the deadline.",
]

TWINS = [
    ("sq", "Studentët shkruajnë një ese për historinë.", 0),
    ("sq", "Mësuesi u përgjigjet pyetjeve në klasë.", 1),
    ("sr-Cyrl", "Тест има десет питања.", 3),
    ("sr-Latn", "Nastavnik odgovara na pitanja u učionici.", 1),
    ("sr, no diacritics", "Studenti pisu esej o istoriji.", 0),
    ("bs", "Možete promijeniti lozinku u postavkama.", 2),
    ("hr", "Male grupe zajedno rade na projektu.", 5),
    ("mk", "Библиотеката е отворена секој ден.", 6),
    ("mk", "Студентите пишуваат есеј за историјата.", 0),
    ("el", "Ο δάσκαλος απαντά σε ερωτήσεις στην τάξη.", 1),
    ("el, no accents", "Η βιβλιοθηκη ειναι ανοιχτη καθε μερα.", 6),
    ("bg", "Тестът има десет въпроса.", 3),
    ("bg", "Децата свирят музика в парка.", 9),
    ("bg typed in Latin", "Studentite pishat ese po istoria.", 0),
    ("Greeklish", "Allakste ton kwdiko prosvasis stis rythmiseis.", 2),
    ("sl", "Knjižnica je odprta vsak dan.", 6),
    ("ro", "Testul are zece întrebări.", 3),
    ("tr", "Kütüphane her gün açıktır.", 6),
]

# Share of 400 news sentences whose English twin is the first of 400: what the shipped weights
# reach (sq .837, bs .952, hr .957, sr .937, mk .902, el .867, bg .930, ro .962, sl .932, tr .647),
# less two hundredths.
SIB200_TOP1 = {
    "sq": 0.81,
    "bs": 0.93,
    "hr": 0.93,
    "sr": 0.91,
    "mk": 0.88,
    "el": 0.84,
    "bg": 0.91,
    "ro": 0.94,
    "sl": 0.91,
    "tr": 0.62,
}


@pytest.fixture(scope="module")
def bridge() -> BridgeEncoder:
    return BridgeEncoder.load()


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    return teacher_vectors(ENGLISH, tmp_path_factory.mktemp("teacher"))


@pytest.mark.parametrize(("language", "text", "twin"), TWINS)
def test_a_sentence_finds_its_english_twin_first(
    bridge: BridgeEncoder, english: np.ndarray, language: str, text: str, twin: int
) -> None:
    scores = english @ bridge.encode_question(text).vector
    assert ENGLISH[int(scores.argmax())] == ENGLISH[twin], language


@pytest.mark.parametrize(
    ("text", "respelt"),
    [
        ("Наставник оцењује студентске радове", "Nastavnik ocenjuje studentske radove"),
        ("Učenici uče čitajući", "Ucenici uce citajuci"),
        ("Ђаци и ученици", "Djaci i učenici"),
        ("Οι φοιτητές γράφουν", "οι φοιτητεσ γραφουν"),
        ("mësimdhënia", "mesimdhenia"),
        ("öğrenciler sınıfta", "ogrenciler sinifta"),
        ("učenje", "uc\u030cenje"),
    ],
)
def test_one_text_in_two_spellings_has_one_vector(
    bridge: BridgeEncoder, text: str, respelt: str
) -> None:
    assert np.array_equal(
        bridge.encode_question(text).vector, bridge.encode_question(respelt).vector
    )


def test_a_question_and_a_passage_of_the_same_words_have_the_same_vector(
    bridge: BridgeEncoder,
) -> None:
    text = "Kako oceniti studentske radove?"
    passages = bridge.encode_passages(["Sasvim drugi tekst.", text])
    assert passages.shape == (2, bridge.dimension) == (2, 384)
    assert np.allclose(passages[1], bridge.encode_question(text).vector, atol=1e-6)
    assert np.allclose(np.linalg.norm(passages, axis=1), 1)


def test_a_text_without_a_known_word_is_near_nothing(bridge: BridgeEncoder) -> None:
    assert not bridge.encode_question("").vector.any()
    assert not bridge.encode_passages(["?!", "   "]).any()
    assert bridge.encode_passages([]).shape == (0, 384)


def test_a_foreign_question_proposes_its_english_words(bridge: BridgeEncoder) -> None:
    terms = EnglishTerms(bridge)
    assert "library" in terms.of("Где је библиотека?", 5)
    assert "password" in terms.of("Zaboravio sam lozinku", 5)
    assert {"students", "student"} & set(terms.of("Studentët janë në klasë", 5))
    assert "questions" in terms.of("ερωτήσεις και απαντήσεις", 6)
    assert terms.of("", 5) == []


@pytest.mark.parametrize("language", SIB200_TOP1)
@pytest.mark.slow
def test_news_sentences_find_their_english_twins(
    bridge: BridgeEncoder,
    sib200: dict[str, list[str]],
    sib200_english: np.ndarray,
    language: str,
) -> None:
    texts = sib200[language]
    score = score_language(
        language, bridge.encode_passages(texts), sib200_english, np.arange(len(texts))
    )
    assert score.top1 >= SIB200_TOP1[language]


def test_the_bridge_tells_words_from_slips() -> None:
    words = {"nastava", "studentima", "prepodavane", "στατιστικη", "vleresimi"}
    slips = {"nastvaa", "ocnejivanje", "φοιτθτησ", "vlersmi"}
    assert BridgeEncoder.load().known_words(sorted(words | slips)) == words
