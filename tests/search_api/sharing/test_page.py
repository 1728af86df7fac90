"""The page of a resource: what people, search engines and reference managers read."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from lxml import html

from indexer.text.scripts import LANGUAGES
from search_api.sharing.words import nearest, words
from tests.search_api.sharing.conftest import BASE

UI_STRINGS = Path(__file__).resolve().parents[3] / "ui" / "strings"


def read(client: httpx.Client, resource_id: str, **asked: str) -> Any:
    answer = client.get(f"/d/{resource_id}", params=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "evil" not in answer.text + str(answer.headers)
    return html.fromstring(answer.text)


def tags(page: Any) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for tag in page.xpath("//meta[@name]"):
        named.setdefault(tag.get("name"), []).append(tag.get("content"))
    return named


def test_a_reference_manager_reads_what_is_known(public: httpx.Client) -> None:
    named = tags(read(public, "silence"))
    assert {name: named[name] for name in named if name.startswith(("citation_", "DC."))} == {
        "citation_title": ["When nobody speaks"],
        "citation_publication_date": ["2024"],
        "citation_publisher": ["University A"],
        "citation_language": ["en"],
        "citation_abstract_html_url": [f"{BASE}/d/silence"],
        "DC.rights": ["https://creativecommons.org/licenses/by/4.0/"],
    }


def test_its_addresses_are_public_ones(public: httpx.Client) -> None:
    page = read(public, "silence")
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{BASE}/d/silence"]
    assert page.xpath("//link[@hreflang='sq']/@href") == [f"{BASE}/d/heshtja"]
    every = page.xpath("//@href")
    assert all(address.startswith((BASE, "https://creativecommons.org")) for address in every)
    assert f"{BASE}/v1/resources/silence/file" in every
    assert f"{BASE}/v1/resources/silence/citation?format=ris" in every


def test_the_json_ld_is_that_of_the_api(public: httpx.Client) -> None:
    (block,) = read(public, "heshtja").xpath("//script")
    assert block.get("type") == "application/ld+json"
    described = json.loads(block.text)
    assert described == public.get("/v1/resources/heshtja/jsonld").json()
    assert described["url"] == f"{BASE}/d/heshtja"


def test_a_page_is_in_the_language_of_its_resource_unless_asked(public: httpx.Client) -> None:
    page = read(public, "heshtja")
    assert (page.get("lang"), page.xpath("//h1/@lang")) == ("sq", ["sq"])
    assert "Versione të tjera" in page.text_content()
    page = read(public, "heshtja", reader_language="el")
    assert (page.get("lang"), page.xpath("//h1/@lang")) == ("el", ["sq"])
    refused = public.get("/d/heshtja", params={"reader_language": "tlh"})
    assert refused.status_code == 422


def test_nothing_in_a_resource_is_taken_for_html(public: httpx.Client) -> None:
    page = read(public, "hos-tile-x")
    (heading,) = page.xpath("//h1")
    assert heading.text.startswith('</script><b onclick=x()> & "both"')
    assert not page.xpath("//b | //i | //@onclick")
    (block,) = page.xpath("//script")
    assert json.loads(block.text)["name"].startswith("</script>")
    assert tags(page)["citation_author"] == ['O\'Neil & "Sons"']
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{BASE}/d/hos-tile-x"]


def test_a_browser_may_load_nothing_but_its_own_style(public: httpx.Client) -> None:
    answer = public.get("/d/soil")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not html.fromstring(answer.text).xpath("//@src | //script[not(@type)] | //@style")
    assert 'rel="describedby"; type="application/ld+json"' in answer.headers["link"]
    again = public.get("/d/soil", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(("name", "status"), [("nothing", 404), ("gone", 410)])
def test_where_there_is_none_a_person_reads_so(
    public: httpx.Client, name: str, status: int
) -> None:
    answer = public.get(f"/d/{name}", params={"reader_language": "bg"})
    assert answer.status_code == status
    page = html.fromstring(answer.text)
    assert page.xpath("//h1")[0].text == words("bg")["missing"]
    assert tags(page)["robots"] == ["noindex"]


def test_the_api_says_where_the_page_is(public: httpx.Client) -> None:
    assert public.get("/v1/resources/soil").json()["page"] == f"{BASE}/d/soil"


def test_robots_learn_of_every_page_and_of_no_question(public: httpx.Client) -> None:
    rules = public.get("/robots.txt").text
    assert "Disallow: /api/v1/search\n" in rules
    assert f"Sitemap: {BASE}/sitemap.xml" in rules
    site = html.fromstring(public.get("/sitemap.xml").content)
    names = ("silence", "essays", "soil", "heshtja", "hos-tile-x")
    assert set(site.xpath("//loc/text()")) == {f"{BASE}/d/{name}" for name in names}
    assert len(site.xpath("//lastmod")) == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_words_are_those_of_the_screens(language: str) -> None:
    screens = yaml.safe_load((UI_STRINGS / f"{language}.yaml").read_text("utf-8"))
    assert set(words(language)) == set(words("en"))
    assert set(words(language).values()) <= set(map(str, screens.values()))


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        *((None, "en"), ("sq", "sq"), ("sr", "sr-Latn"), ("sr-Cyrl", "sr-Cyrl")),
        *(("cnr", "sr-Latn"), ("hbs", "sr-Latn"), ("de", "en"), ("und", "en")),
    ],
)
def test_a_page_is_in_the_nearest_language(tag: str | None, language: str) -> None:
    assert nearest(tag) == language
