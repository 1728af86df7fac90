"""What a browser gets before Streamlit's scripts run."""

import gzip
import re
import sys
from pathlib import Path

import pytest
import streamlit
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from ui.assets import Assets, read_asset
from ui.first_page import FirstPage, first_page, first_scripts
from ui.served import SafePages, headers
from ui.warming import warm_up

STATIC = Path(streamlit.__file__).with_name("static")
STREAMLIT_IS_ASKED = PlainTextResponse("Streamlit's")


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Assets(FirstPage(STREAMLIT_IS_ASKED, STATIC), STATIC))


@pytest.mark.parametrize(
    ("address", "accepted", "language", "words"),
    [
        ("/", "el-GR,el;q=0.9,en;q=0.8", "el", "Φόρτωση…"),
        ("/?lang=sq", "el-GR", "sq", "Po hapet…"),
        ("/?lang=xx", "", "en", "Loading…"),
    ],
)
def test_it_is_in_the_readers_language(
    client: TestClient, address: str, accepted: str, language: str, words: str
) -> None:
    page = client.get(address, headers={"Accept-Language": accepted}).text
    assert f'<html lang="{language}">' in page
    assert f"<p>{words}</p>" in page
    assert "<title>BALKANETUP Search</title>" in page
    assert page.count("<noscript>") == 1 and "You need to enable" not in page


def test_everything_of_the_first_screen_is_fetched_at_once(client: TestClient) -> None:
    page = client.get("/").text
    loaded = re.findall(r'<link rel="modulepreload" crossorigin href="\./static/js/(.+?)">', page)
    assert len(loaded) == len(set(loaded))
    assert all(name in page for name in first_scripts(STATIC / "static" / "js"))
    assert any(name.startswith("TextInput.") for name in loaded)
    assert all((STATIC / "static" / "js" / name).is_file() for name in loaded)


def test_what_streamlit_asks_first_comes_before_its_scripts_and_the_font_after_them(
    client: TestClient,
) -> None:
    page = client.get("/").text
    asked, script, last = page.index("_stcore/health"), page.index("index."), page.index("</head>")
    assert asked < script < page.index('as="font"') < last
    assert page.count('as="font"') == 1


def test_a_page_of_another_version_of_streamlit_is_left_as_it_is() -> None:
    assert first_page("<html>other</html>", "el") == "<html>other</html>"


def test_only_scripts_that_the_policy_names_stand_in_the_page(client: TestClient) -> None:
    inline = re.findall(r"<script>(.*?)</script>", client.get("/").text, re.DOTALL)
    assert len(inline) == 1  # Streamlit's own
    assert headers("'none'")["Content-Security-Policy"].count("sha256-") == 1


def test_scripts_come_compressed_and_for_good_and_are_what_streamlit_has(
    client: TestClient,
) -> None:
    script = next((STATIC / "static" / "js").glob("protobuf.*.js"))
    answer = client.get(f"/static/js/{script.name}")
    assert answer.content == script.read_bytes()
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < script.stat().st_size / 4
    assert "immutable" in answer.headers["cache-control"]
    plain = client.get(f"/static/js/{script.name}", headers={"Accept-Encoding": "identity"})
    assert plain.content == script.read_bytes() and "content-encoding" not in plain.headers


@pytest.mark.parametrize("path", ["/static/js/none.abcdefgh.js", "/_stcore/health", "/static/../x"])
def test_what_is_not_ours_is_streamlits_to_answer(client: TestClient, path: str) -> None:
    assert client.get(path).text == "Streamlit's"


def test_a_folder_before_the_address_is_minded() -> None:
    client = TestClient(FirstPage(STREAMLIT_IS_ASKED, STATIC, base="/search"))
    assert "<html lang=" in client.get("/search/").text
    assert "localStorage" in client.get("/search/_balkanetup/start.js").text


def test_what_the_first_answer_needs_is_made_ready() -> None:
    script = next((STATIC / "static" / "js").glob("protobuf.*.js"))
    warm_up([script]).join(60)
    assert {"pandas", "pyarrow", "ui.client"} <= sys.modules.keys()
    compressed = read_asset(script).compressed
    assert compressed is not None and gzip.decompress(compressed) == script.read_bytes()


def test_how_many_visit_is_told_to_nobody() -> None:
    client = TestClient(SafePages(STREAMLIT_IS_ASKED, headers("'none'")))
    paths = ("/_stcore/metrics", "/screens/_stcore/metrics", "/_stcore/health")
    assert [client.get(path).status_code for path in paths] == [403, 403, 200]
