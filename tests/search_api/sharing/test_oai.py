"""OAI-PMH, harvested with the library that harvesters use, and its errors one by one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import etree
from sickle import Sickle
from sickle.oaiexceptions import BadResumptionToken, NoRecordsMatch

from indexer.catalogue import Catalogue
from search_api.app import create_app
from search_api.sharing import harvests
from search_api.sharing.harvests import OaiError, Window, window_of
from tests.search_api.answers import problem
from tests.search_api.conftest import VOCABULARY
from tests.search_api.sharing.conftest import BASE, Shelf, shelf_in
from tests.served import served
from tests.word_encoder import WordEncoder

SPACES = {"oai": "http://www.openarchives.org/OAI/2.0/"}
BEGIN = "oai:search.example.edu:"
DC = {"metadataPrefix": "oai_dc"}


@pytest.fixture(scope="module")
def sickle(public: httpx.Client) -> Sickle:
    return Sickle(f"{public.base_url}/oai", encoding="utf-8")


@contextmanager
def harvested(shelf: Shelf) -> Iterator[Sickle]:
    with served(create_app(shelf.settings, WordEncoder(*VOCABULARY))) as address:
        yield Sickle(f"{address}/oai", encoding="utf-8")


def ask(client: httpx.Client, **asked: Any) -> Any:
    answer = client.get("/oai", params=asked)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    return etree.fromstring(answer.content)


def error(client: httpx.Client, **asked: Any) -> str:
    (told_wrong,) = ask(client, **asked).xpath("oai:error", namespaces=SPACES)
    return str(told_wrong.get("code"))


def state(records: Any) -> dict[str, bool]:
    """Return whether each record is deleted."""
    return {record.header.identifier: record.header.deleted for record in records}


def at_time(shelf: Shelf, times: dict[str, str]) -> None:
    """Make records as old as a test needs them."""
    catalogue = Catalogue.create_or_open(shelf.settings.data_dir)
    with catalogue.transaction():
        for name, time in times.items():
            catalogue.db.execute("UPDATE records SET changed = ? WHERE id = ?", (time, name))
    catalogue.close()


def test_it_says_who_it_is(sickle: Sickle, public: httpx.Client) -> None:
    identity = sickle.Identify()
    assert identity.repositoryName == "BALKANETUP Search"
    assert identity.baseURL == f"{BASE}/oai"
    assert identity.adminEmail == "library@example.edu"
    assert identity.granularity == "YYYY-MM-DDThh:mm:ssZ"
    assert identity.deletedRecord == "transient"
    earliest = min(record.header.datestamp for record in sickle.ListRecords(**DC))
    assert identity.earliestDatestamp == earliest
    assert f"{BEGIN}silent-lectures" in identity.raw
    assert [it.metadataPrefix for it in sickle.ListMetadataFormats()] == ["oai_dc", "oai_lom"]


def test_every_record_is_listed_and_what_is_gone_is_deleted(sickle: Sickle) -> None:
    expected = dict.fromkeys(("silence", "essays", "soil", "heshtja", "hos-tile-x"), False)
    states = {f"{BEGIN}{name}": gone for name, gone in {**expected, "gone": True}.items()}
    assert state(sickle.ListRecords(**DC)) == states
    headers = list(sickle.ListIdentifiers(**DC))
    assert {header.identifier: header.deleted for header in headers} == states


def test_a_record_says_in_dublin_core_what_is_known(sickle: Sickle) -> None:
    record = sickle.GetRecord(identifier=f"{BEGIN}silence", **DC)
    assert record.metadata == {
        "title": ["When nobody speaks"],
        "subject": ["Physics", "Think-pair-share"],
        "publisher": ["University A"],
        "date": ["2024"],
        "type": ["Good practice"],
        "format": ["text/markdown"],
        "identifier": [f"{BASE}/d/silence"],
        "language": ["en"],
        "rights": ["https://creativecommons.org/licenses/by/4.0/"],
    }
    hostile = sickle.GetRecord(identifier=f"{BEGIN}hos-tile-x", **DC)
    assert hostile.metadata["creator"] == ['O\'Neil & "Sons"']
    gone = sickle.GetRecord(identifier=f"{BEGIN}gone", **DC)
    assert gone.deleted


def test_a_record_says_in_lom_what_is_known(sickle: Sickle) -> None:
    record = sickle.GetRecord(identifier=f"{BEGIN}silence", metadataPrefix="oai_lom")
    lom = record.xml.find(".//{http://ltsc.ieee.org/xsd/LOM}lom")

    def said(path: str) -> list[str]:
        steps = [f"{{http://ltsc.ieee.org/xsd/LOM}}{step}" for step in path.split("/")]
        return [found.text for found in lom.findall("/".join(steps))]

    assert said("general/identifier/entry") == [f"{BASE}/d/silence"]
    assert said("general/title/string") == ["When nobody speaks"]
    assert said("technical/location") == [f"{BASE}/v1/resources/silence/file"]
    assert said("educational/learningResourceType/value") == ["Good practice"]
    assert said("rights/description/string") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert said("classification/taxonPath/taxon/id") == ["0533"]
    (publisher,) = said("lifeCycle/contribute/entity")
    assert publisher.splitlines()[2:5] == ["FN:University A", "N:University A", "ORG:University A"]
    (hostile,) = [
        it.xml.find(".//{http://ltsc.ieee.org/xsd/LOM}entity").text
        for it in sickle.ListRecords(metadataPrefix="oai_lom")
        if it.header.identifier == f"{BEGIN}hos-tile-x"
    ]
    assert 'FN:O\'Neil & "Sons"' in hostile


def test_a_list_goes_on_in_the_format_it_began_with(
    sickle: Sickle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvests, "PAGE", 4)
    listed = list(sickle.ListRecords(metadataPrefix="oai_lom"))
    assert len(listed) == 6
    living = [it for it in listed if not it.deleted]
    assert all(it.xml.find(".//{http://ltsc.ieee.org/xsd/LOM}lom") is not None for it in living)
    other = Window(after=("2020-01-01T00:00:00+00:00", "a"), cursor=1, format="marc").token
    with pytest.raises(BadResumptionToken):
        sickle.ListRecords(resumptionToken=other)


def test_a_post_is_answered_as_a_get(public: httpx.Client) -> None:
    by_post = Sickle(f"{public.base_url}/oai", http_method="POST", encoding="utf-8")
    assert len(list(by_post.ListRecords(**DC))) == 6


def test_a_long_list_comes_in_pages(
    sickle: Sickle, public: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvests, "PAGE", 4)
    assert len(state(sickle.ListRecords(**DC))) == 6
    first = ask(public, verb="ListIdentifiers", **DC)
    (token,) = first.xpath("//oai:resumptionToken", namespaces=SPACES)
    assert (token.get("completeListSize"), token.get("cursor")) == ("6", "0")
    second = ask(public, verb="ListIdentifiers", resumptionToken=token.text)
    (end,) = second.xpath("//oai:resumptionToken", namespaces=SPACES)
    assert (end.text, end.get("cursor")) == (None, "4")


def test_a_harvester_that_comes_again_hears_what_changed(tmp_path: Path) -> None:
    documents = {f"{name}.md": f"# {name}\n\nSoil.\n" for name in ("ash", "beech", "oak")}
    shelf = shelf_in(tmp_path, documents)
    days = {"ash": "2020-01-01", "beech": "2020-01-02", "oak": "2020-01-03"}
    at_time(shelf, {name: f"{day}T10:00:00+00:00" for name, day in days.items()})
    with harvested(shelf) as sickle:
        between = {"from": "2020-01-01T10:00:01Z", "until": "2020-01-02T10:00:00Z"}
        assert state(sickle.ListRecords(**DC, **between)) == {f"{BEGIN}beech": False}
        on_a_day = {"from": "2020-01-03", "until": "2020-01-03"}
        assert state(sickle.ListRecords(**DC, **on_a_day)) == {f"{BEGIN}oak": False}
        with pytest.raises(NoRecordsMatch):
            sickle.ListRecords(**DC, **{"from": "2020-01-04"})
        (shelf.folder / "ash.md").write_text("# ash\n\nMore soil.\n")
        (shelf.folder / "oak.md").unlink()
        shelf.index()
        since = {"from": "2020-01-04"}
        assert state(sickle.ListRecords(**DC, **since)) == {
            f"{BEGIN}ash": False,
            f"{BEGIN}oak": True,
        }


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("badVerb", {}),
        ("badVerb", {"verb": "Dance"}),
        ("badVerb", {"verb": ["Identify", "Identify"]}),
        ("badArgument", {"verb": "Identify", "colour": "red"}),
        ("badArgument", {"verb": "ListRecords"}),
        ("badArgument", {"verb": "GetRecord", **DC}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": ["oai_dc", "oai_dc"]}),
        ("badArgument", {"verb": "ListRecords", **DC, "from": "yesterday"}),
        ("badArgument", {"verb": "ListRecords", **DC, "from": "2020-02-30"}),
        ("badArgument", {"verb": "ListRecords", **DC, "from": ""}),
        ("badArgument", {"verb": "ListRecords", **DC, "from": "2021-01-01", "until": "2020-01-01"}),
        (
            "badArgument",
            {"verb": "ListRecords", **DC, "from": "2020-01-01", "until": "2020-01-02T00:00:00Z"},
        ),
        ("badArgument", {"verb": "ListRecords", **DC, "resumptionToken": "x"}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "x"}),
        ("cannotDisseminateFormat", {"verb": "ListRecords", "metadataPrefix": "marc"}),
        ("noSetHierarchy", {"verb": "ListRecords", **DC, "set": "physics"}),
        ("noSetHierarchy", {"verb": "ListSets"}),
        ("noRecordsMatch", {"verb": "ListRecords", **DC, "until": "1999-12-31"}),
        ("idDoesNotExist", {"verb": "GetRecord", **DC, "identifier": "oai:else.where:soil"}),
        ("idDoesNotExist", {"verb": "GetRecord", **DC, "identifier": f"{BEGIN}a\0b"}),
        ("noMetadataFormats", {"verb": "ListMetadataFormats", "identifier": f"{BEGIN}gone"}),
    ],
)
def test_every_error_of_the_protocol_has_its_code(
    public: httpx.Client, code: str, asked: dict[str, Any]
) -> None:
    assert error(public, **asked) == code


def test_the_request_is_repeated_unless_it_made_no_sense(public: httpx.Client) -> None:
    (request,) = ask(public, verb="GetRecord", identifier="a\0<", **DC).xpath(
        "oai:request", namespaces=SPACES
    )
    assert dict(request.attrib) == {"verb": "GetRecord", "identifier": "a<", **DC}
    assert request.text == f"{BASE}/oai"
    (request,) = ask(public, verb="<b>").xpath("oai:request", namespaces=SPACES)
    assert dict(request.attrib) == {}


@pytest.mark.parametrize(
    "token",
    [
        *("", "x", "ü", "W10", "bnVsbA", "e30", "W1tbW1tbW1tbW10", "a" * 5_000),
        Window(after=("2020-01-01T00:00:00+00:00", "\ud800"), cursor=1).token,
        Window(since="; DROP", after=("2020-01-01T00:00:00+00:00", "a"), cursor=1).token,
        Window(after=("2020-01-01T00:00:00+00:00", "a"), cursor=-1).token,
    ],
)
def test_a_token_that_is_not_ours_is_refused(token: str) -> None:
    with pytest.raises(OaiError, match="anew"):
        Window.from_token(token)


def test_a_token_says_all_that_is_needed() -> None:
    window = Window(after=("2020-01-01T00:00:00+00:00", "шума"), cursor=100)
    assert Window.from_token(window.token) == window
    assert window_of(None, "2020-01-01").until == "2020-01-01T23:59:59+00:00"


def test_a_number_is_no_namespace(shelf: Shelf) -> None:
    settings = shelf.settings.model_copy(update={"public_url": ""})
    with served(create_app(settings, WordEncoder(*VOCABULARY))) as address:
        identity = Sickle(f"{address}/oai", encoding="utf-8").Identify()
    assert identity.baseURL == "http://127.0.0.1:8000/oai"
    assert "repositoryIdentifier" not in identity.raw


def test_without_somebody_to_write_to_it_is_off(shelf: Shelf) -> None:
    settings = shelf.settings.model_copy(update={"admin_email": ""})
    with served(create_app(settings, WordEncoder(*VOCABULARY))) as address:
        refused = httpx.get(f"{address}/oai?verb=Identify")
    assert refused.status_code == 404
    assert "BALKANETUP_ADMIN_EMAIL" in problem(refused)["cure"]
