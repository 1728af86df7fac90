"""Which kind of evidence a sentence reports, in several languages."""

import pytest

from indexer.catalogue.passages import StoredPassage
from indexer.domain import Passage, Role
from search_api.recommend.evidence import kinds


def read(text: str, role: Role = Role.TEXT) -> list[str]:
    passage = Passage(0, text, 0, len(text), role=role)
    return [evidence.kind for evidence in kinds([StoredPassage(1, "a", "a~1", passage)])]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Freeman et al. (2014) combined 225 studies in a meta-analysis.", "meta-analysis"),
        ("Larsen (2009) ran a randomised trial with residents.", "experiment"),
        ("In 2012 we surveyed 240 students.", "survey"),
        ("Kod 62 studenta kontrolna grupa nije imala test.", None),  # it denies something
        ("Рандомизирано? Контролната група имаше 40 студенти.", "experiment"),
        (
            "Σύμφωνα με τη μετα-ανάλυση των Freeman et al. (2014), λιγότεροι αποτυγχάνουν.",
            "meta-analysis",
        ),
        ("Metaanaliza 109 istraživanja pokazuje isto.", "meta-analysis"),
        ("Meta-analiza e Freeman et al. (2014) tregon të njëjtën gjë.", "meta-analysis"),
        ("We plan a survey of 40 students with a questionnaire.", None),
        ("A course without a control group had 40 students.", None),
        ("The questionnaire is in the appendix.", None),  # no number: nothing is reported
        ("The association test of a meta-analysis map.", None),
        ("Folder 30 has case studies.", None),
        ("Students work in pairs for 10 minutes.", None),
    ],
)
def test_only_what_a_sentence_reports_is_evidence(sentence: str, kind: str | None) -> None:
    assert read(sentence) == ([kind] if kind else [])


def test_the_strongest_kind_comes_first_and_references_do_not_count() -> None:
    text = "In 2012 we surveyed 240 students. The control group had 120."
    assert read(text) == ["experiment", "survey"]
    assert read(text, Role.REFERENCES) == []
