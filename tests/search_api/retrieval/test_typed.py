"""What people type and paste: which signs mean something, and what is left to search for."""

import pytest

from search_api.retrieval.query import Query

Phrases = tuple[tuple[str, ...], ...]


@pytest.mark.parametrize(
    ("text", "plain", "phrases", "excluded"),
    [
        ('mark "fair essays" -exam', "mark fair essays", (("fair", "essays"),), (("exam",),)),
        ("assessment -exam -quiz", "assessment", (), (("exam",), ("quiz",))),
        ('essays -"oral exam"', "essays", (), (("oral", "exam"),)),
        ("«два реда» e-learning", "два реда e-learning", (("dva", "reda"),), ()),
        ("„silent students“", "silent students", (("silent", "students"),), ()),
        ("“peer instruction” physics", "peer instruction physics", (("peer", "instruction"),), ()),
        ("« μάθηση »", "μάθηση", (("μαθηση",),), ()),
        ("»grupni rad«", "grupni rad", (("grupni", "rad"),), ()),
        ("‘fair essays’ now", "fair essays now", (("fair", "essays"),), ()),
        ("‚Gruppe‘", "Gruppe", (("gruppe",),), ()),
    ],
)
def test_quotes_and_a_minus_at_the_end_mean_something(
    text: str, plain: str, phrases: Phrases, excluded: Phrases
) -> None:
    query = Query(text)
    assert (query.plain, query.phrases, query.excluded) == (plain, phrases, excluded)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("problem -based learning", "problem-based learning"),
        ("learning that is student -centred", "learning that is student-centred"),
        ("nastava -orijentisana", "nastava-orijentisana"),
        ("self -assessment", "self-assessment"),
        ("assessment -exam in chemistry", "assessment-exam in chemistry"),
        ("COVID -19", "COVID -19"),
        ('5" screen', '5" screen'),
        ('5" and 7" screens', '5" and 7" screens'),
        ('"unfinished thought', '"unfinished thought'),
        ("- item", "- item"),
        ("-item one two", "-item one two"),
        ("• item", "• item"),
        ("1. Item", "Item"),
        ("3. godina studija", "3. godina studija"),
        ("a lecture – an exam", "a lecture – an exam"),
        ("a - b --c", "a - b --c"),
        ("students' work and teachers' notes", "students' work and teachers' notes"),
        ("students’ work in teams’ rooms", "students’ work in teams’ rooms"),
        ("Goals:\n-improve\n-assess", "Goals: -improve -assess"),
        ('a "b" -c ' + "d " * 38, 'a "b" -c' + " d" * 38),
        (
            'We taught "live" labs to ten groups. It helped them and us very much -indeed',
            'We taught "live" labs to ten groups. It helped them and us very much -indeed',
        ),
    ],
)
def test_other_signs_are_words_or_nothing(text: str, plain: str) -> None:
    query = Query(text)
    assert (query.plain, query.phrases, query.excluded) == (plain, (), ())


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<p>Active&nbsp;learning</p> <b>works</b> &amp; lasts", "Active learning works & lasts"),
        ('<a href="https://x.org/?a=1">peer</a> review', "peer review"),
        ("x < y and b>c", "x < y and b>c"),
        ("assess\u00adment of learn\u200bing", "assessment of learning"),
        ("assess-\nment of problem-\nbased learning", "assessment of problem-based learning"),
        ("assess- ment", "assessment"),
        ("pre- and post-test", "pre- and post-test"),
    ],
)
def test_what_pasting_leaves_is_gone(text: str, plain: str) -> None:
    assert Query(text).plain == plain


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("AI", ["0ai"]),
        ("ΤΠΕ και ВИ", ["0τπε", "και", "0vi"]),
        ("ai", ["ai"]),
        ("AI, VR, AR, XR, ICT", ["0ai", "0vr", "0ar", "0xr", "0ict"]),
        ("HOW DO I MARK ESSAYS", ["how", "do", "mark", "essays"]),
        ("GROUP WORK", ["group", "work"]),
        ("C++, C# and .NET", ["cplusplus", "csharp", "and", "dotnet"]),
        ("statistics with R", ["statistics", "with", "r"]),
        ("r in statistics", ["r", "in", "statistics"]),
        ("R. Smith, a t-test & R&D", ["smith", "test"]),
        ("a", []),
        ("5", []),
        ("Freeman 2014", ["freeman", "2014"]),
        ("Freeman 2014\npages 8410 to 8415", ["freeman", "pages", "to"]),
    ],
)
def test_a_question_is_looked_up_by_whole_terms(text: str, terms: list[str]) -> None:
    assert Query(text).terms() == terms
