"""Questions asked at once: none waits for another, each trouble is told where it is read."""

from threading import Barrier

import pytest

from tests.ui.conftest import FakeApi, Open
from tests.ui.reading import page_in
from ui.asking import asking
from ui.client import Client
from ui.connection import SLOW, ServiceTrouble


def test_questions_wait_for_none_before_them() -> None:
    meeting = Barrier(4, timeout=10)  # seconds; passed only when four questions are asked at once
    with asking() as ask:
        answers = [ask(meeting.wait) for _ in range(4)]
        assert sorted(answer() for answer in answers) == [0, 1, 2, 3]


def test_a_trouble_is_raised_where_its_answer_is_read() -> None:
    def fails() -> str:
        raise ServiceTrouble("No answer.")

    with asking() as ask:
        first, second = ask(fails), ask(str.upper, "there")
        assert second() == "THERE"
        with pytest.raises(ServiceTrouble, match=r"No answer\."):
            first()


def test_a_resource_is_asked_of_once_each(open_app: Open, fake_api: FakeApi) -> None:
    params = {"id": "silent-large-lecture", "q": "silence", "passage": "2"}
    page_in(open_app(screen="resource", **params))
    assert len(fake_api.asked) >= 12  # with its citations, its passage and the page of that
    assert len(set(fake_api.asked)) == len(fake_api.asked)


def test_what_one_answer_lacks_is_told_below_the_others(
    open_app: Open, fake_api: FakeApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_slow(*_: object) -> None:
        raise ServiceTrouble("No answer in time.", kind=SLOW)

    monkeypatch.setattr(Client, "evidence", too_slow)
    page = page_in(open_app(screen="resource", id="silent-large-lecture"))
    assert page.texts("h1") == ["The silent lecture hall", "The answer takes too long"]
    assert "Related resources" in page.texts("h2")
