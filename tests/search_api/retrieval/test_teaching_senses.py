"""What English words mean among teachers: told by the words beside them, and never alone."""

import pytest

from search_api.retrieval.teaching_senses import with_teaching_senses


@pytest.mark.parametrize(
    ("terms", "added"),
    [
        (("students", "exam", "copying"), ("cheating",)),
        (("copy", "laboratory", "report"), ()),
        (("leakage", "students"), ("dropout",)),
        (("leak", "pipe"), ()),
        (("copied", "essays"), ("plagiarism",)),
        ((), ()),
    ],
)
def test_company_tells_the_sense(terms: tuple[str, ...], added: tuple[str, ...]) -> None:
    assert with_teaching_senses(terms) == (*terms, *added)


def test_a_term_that_is_there_is_not_added_twice() -> None:
    assert with_teaching_senses(("exam", "copying", "cheating")) == ("exam", "copying", "cheating")
