"""What a question needs is opened before the first one."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from indexer.settings import Settings
from indexer.text import dictionaries
from search_api import serving, warming
from search_api.app import create_app
from tests.served import served
from tests.word_encoder import WordEncoder

# In a process of its own: in this one, other tests have opened everything.
ASK = """
import json, sys, threading
from fastapi.testclient import TestClient
from indexer.settings import Settings
from search_api.app import create_app
from tests.word_encoder import WordEncoder

opened, asking = [], False

def look(event, told):
    beside = threading.current_thread().name == "profiles"
    if asking and event == "open" and not beside:
        opened.append(str(told[0]))

sys.addaudithook(look)
with TestClient(create_app(Settings(), WordEncoder(*sys.argv[1:]))) as client:
    asking = True
    answers = [client.get("/v1/search", params={"q": question}) for question in
               ("no student dares to speek in my lecture", "ниеден студент не зборува")]
    asking = False
print(json.dumps([opened, [answer.status_code for answer in answers]]))
"""


def test_the_first_questions_read_no_words_and_no_numbers(
    settings: Settings, encoder: WordEncoder
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK, *encoder.vocabulary],
        env={**os.environ, "BALKANETUP_DATA_DIR": str(settings.data_dir)},
        capture_output=True,
        text=True,
        check=True,
    )
    opened, statuses = json.loads(done.stdout.splitlines()[-1])
    assert statuses == [200, 200]
    data = (".yaml", ".json", ".npy", ".npz", ".onnx", ".tsv", ".txt")
    assert [path for path in opened if path.endswith(data)] == []


def test_the_service_starts_whatever_fails_before_the_first_question(
    settings: Settings,
    encoder: WordEncoder,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr(warming, "search", fail)
    monkeypatch.setattr(warming, "profiles", fail)
    with served(create_app(settings, encoder)) as address:
        assert httpx.get(f"{address}/readyz").json()["ready"]
        assert httpx.get(f"{address}/v1/search?q=soil").status_code == 200
    assert caplog.text.count("RuntimeError: nobody thought of this") == 2


def test_the_log_says_why_no_dictionaries_were_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(dictionaries, "_COMMAND", ["-c", "raise SystemExit('no room')"])
    serving._write_dictionaries(tmp_path)
    until = time.monotonic() + 20
    while not caplog.text and time.monotonic() < until:
        time.sleep(0.02)
    assert "No spelling is corrected: the dictionaries could not be read (no room)." in caplog.text
