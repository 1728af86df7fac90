"""The client asks what it says it asks, and turns every failure into one error with a cure."""

import httpx
import pytest

from tests.ui.conftest import FakeApi, free_port
from tests.ui.fake_collection import ATTACK, EVIL, HESHTJA, SILENT, STEPS
from ui.client import Client, Question, file_address
from ui.connection import DEFAULT_ADDRESS, SLOW, ServiceTrouble, configured_address, public_address


def answering(status: int, **body: object) -> Client:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, **body))  # type: ignore[arg-type]  # text or json
    return Client("http://api", transport)


def test_a_question_travels_with_its_filters(fake_api: FakeApi) -> None:
    question = Question("silence students", {"language": ("en", "sq")})
    with Client(fake_api.base) as client:
        answer = client.search(question, 10, 20, "mk")
    assert answer.hits[0].resource == SILENT
    assert fake_api.asked == [
        "/v1/search?q=silence+students&language=en&language=sq&k=10&offset=20&reader_language=mk"
    ]


def test_a_question_travels_with_what_the_reader_reads_and_likes(fake_api: FakeApi) -> None:
    question = Question(
        "silence", reads=("el", "bg"), like=(STEPS.id, HESHTJA.id), unlike=(ATTACK.id,)
    )
    with Client(fake_api.base) as client:
        answer = client.search(question, 10, 0, "en")
    assert [example.id for example in answer.examples] == [STEPS.id, HESHTJA.id, ATTACK.id]
    assert fake_api.asked == [
        "/v1/search?q=silence&reads=el&reads=bg"
        f"&like={STEPS.id}&like={HESHTJA.id}&unlike={ATTACK.id}"
        "&k=10&offset=0&reader_language=en"
    ]


def test_suggestions_for_what_is_typed(fake_api: FakeApi) -> None:
    with Client(fake_api.base) as client:
        completions = client.suggestions("the sil", 7, "sq")
    assert [completion.text for completion in completions.items] == ["The silent lecture hall"]
    assert fake_api.asked == ["/v1/suggest?q=the+sil&k=7&reader_language=sq"]


def test_an_odd_identifier_stays_one_part_of_the_path(fake_api: FakeApi) -> None:
    assert file_address("http://api", EVIL.id) == "http://api/v1/resources/a%2Fb%3Fc%23d/file"
    with Client(fake_api.base) as client:
        assert client.resource(EVIL.id, "en").resource == EVIL


def test_a_problem_keeps_its_cure() -> None:
    problem = {"title": "No index", "status": 503, "detail": "No index yet.", "cure": "do this"}
    with pytest.raises(ServiceTrouble) as caught:
        answering(503, json=problem).readiness()
    trouble = caught.value
    assert (trouble.detail, trouble.cure, trouble.status) == ("No index yet.", "do this", 503)


def test_something_else_in_front_of_the_api_is_told_as_it_is() -> None:
    with pytest.raises(ServiceTrouble, match="The service answered 502 Bad Gateway"):
        answering(502, text="<html>nginx</html>").readiness()


def test_what_a_newer_api_adds_is_passed_over() -> None:
    resource = {**SILENT.model_dump(), "not_yet_thought_of": 1}
    item = {"resource": resource, "score": 1.0, "reason": "", "added": {"more": []}}
    related = answering(200, json={"items": [item], "added": "later"}).related(
        ["x"], [], 5, [], "en"
    )
    assert [recommended.resource for recommended in related.items] == [SILENT]
    problem = {"title": "?", "status": 503, "detail": "Busy.", "added": True}
    with pytest.raises(ServiceTrouble, match=r"Busy\."):
        answering(503, json=problem).readiness()


def test_an_answer_that_takes_too_long_is_told_from_none() -> None:
    def late(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("too late", request=request)

    with pytest.raises(ServiceTrouble) as caught:
        Client("http://api.example", httpx.MockTransport(late)).readiness()
    assert (caught.value.kind, caught.value.status) == (SLOW, None)


def test_an_api_of_another_version_is_named_as_the_trouble() -> None:
    with pytest.raises(ServiceTrouble) as caught:
        answering(200, json={"ready": True}).readiness()
    assert caught.value.cure == "Start the API and the user interface from the same version."


def test_nobody_there() -> None:
    with pytest.raises(ServiceTrouble) as caught:
        Client(f"http://127.0.0.1:{free_port()}").readiness()
    assert (caught.value.status, caught.value.cure) == (None, "balkanetup serve")


@pytest.mark.parametrize("base", ["not an address", "http://[", "ftp://x"])
def test_an_address_that_is_none_is_a_trouble_like_any_other(base: str) -> None:
    with pytest.raises(ServiceTrouble):
        Client(base).readiness()


def test_where_the_api_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BALKANETUP_API_URL", raising=False)
    assert configured_address() == DEFAULT_ADDRESS
    monkeypatch.setenv("BALKANETUP_API_URL", "http://search.example:81/ ")
    assert configured_address() == "http://search.example:81"


def test_where_a_reader_s_browser_finds_the_api(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BALKANETUP_API_URL", "http://127.0.0.1:8000")
    monkeypatch.delenv("BALKANETUP_PUBLIC_URL", raising=False)
    assert public_address() == "http://127.0.0.1:8000"
    monkeypatch.setenv("BALKANETUP_PUBLIC_URL", "https://search.example.edu/api/")
    assert public_address() == "https://search.example.edu/api"
