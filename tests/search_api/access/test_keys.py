"""Keys: what is kept of them, what they open, when they end."""

import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from indexer.errors import NotFound, StorageError, UsageError
from search_api import cli
from search_api.access import keys


def test_a_key_opens_what_its_scopes_name_and_nothing_else(tmp_path: Path) -> None:
    key, shown = keys.create(tmp_path, "repository", ["upload"], 90)
    assert keys.check(tmp_path, shown, "upload") == key
    with pytest.raises(keys.KeyNotAllowed, match="maintain"):
        keys.check(tmp_path, shown, "maintain")


def test_a_wrong_key_opens_nothing(tmp_path: Path) -> None:
    key, shown = keys.create(tmp_path, "repository", ["upload"], 90)
    _, other = keys.create(tmp_path, "another", ["upload"], 90)
    secret, wrong = shown.partition(".")[2], other.partition(".")[2]
    for given in (None, "", ".", key.id, f"{key.id}.", f"{key.id}.{wrong}", f"nobody.{secret}"):
        with pytest.raises(keys.WrongKey):
            keys.check(tmp_path, given, "upload")


def test_the_secret_is_not_kept_and_only_the_owner_reads_the_file(tmp_path: Path) -> None:
    _, shown = keys.create(tmp_path, "repository", ["upload"], 90)
    file = tmp_path / keys.FILE_NAME
    assert shown.partition(".")[2] not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o640)
    with pytest.raises(StorageError, match="chmod 600"):
        keys.check(tmp_path, shown, "upload")


def test_a_link_in_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    keys.create(tmp_path, "repository", ["upload"], 90)
    (tmp_path / keys.FILE_NAME).rename(tmp_path / "elsewhere")
    (tmp_path / keys.FILE_NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageError):
        keys.every(tmp_path)


def test_a_secret_has_256_bits(tmp_path: Path) -> None:
    secrets = {keys.create(tmp_path, "k", ["upload"], 1)[1].partition(".")[2] for _ in range(3)}
    assert len(secrets) == 3
    assert {len(secret) for secret in secrets} == {43}  # 32 bytes in base64


def test_a_revoked_key_has_ended_and_without_another_nobody_gets_in(tmp_path: Path) -> None:
    key, shown = keys.create(tmp_path, "repository", ["upload"], 90)
    keys.create(tmp_path, "another", ["upload"], 90)
    keys.revoke(tmp_path, key.id)
    with pytest.raises(keys.WrongKey):
        keys.check(tmp_path, shown, "upload")
    keys.revoke(tmp_path, keys.every(tmp_path)[1].id)
    with pytest.raises(keys.NoKeys, match="balkanetup keys create"):
        keys.check(tmp_path, shown, "upload")


def test_an_expired_key_has_ended(tmp_path: Path) -> None:
    _, shown = keys.create(tmp_path, "repository", ["upload"], 90)
    keys.create(tmp_path, "another", ["upload"], 90)
    file = tmp_path / keys.FILE_NAME
    rows = json.loads(file.read_text())
    rows[0]["expires"] = "2020-01-01T00:00:00+00:00"
    file.write_text(json.dumps(rows))
    with pytest.raises(keys.WrongKey):
        keys.check(tmp_path, shown, "upload")


def test_after_rotation_both_keys_work_until_the_old_one_ends(tmp_path: Path) -> None:
    key, old = keys.create(tmp_path, "repository", ["upload", "maintain"], 90)
    fresh, new = keys.rotate(tmp_path, key.id, keep_hours=24, days=365)
    assert keys.check(tmp_path, old, "upload").id == key.id
    assert keys.check(tmp_path, new, "maintain") == fresh
    assert keys.every(tmp_path)[0].expires < key.expires
    again, _ = keys.rotate(tmp_path, fresh.id, keep_hours=0, days=365)
    with pytest.raises(keys.WrongKey):
        keys.check(tmp_path, new, "upload")
    assert (again.name, again.scopes) == ("repository", ("upload", "maintain"))


def test_what_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="statistics, upload, maintain"):
        keys.create(tmp_path, "repository", ["everything"], 90)
    for change in (keys.revoke, lambda where, name: keys.rotate(where, name, 1, 1)):
        with pytest.raises(NotFound):
            change(tmp_path, "nobody")


def test_keys_by_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BALKANETUP_DATA_DIR", str(tmp_path))

    def call(*words: str) -> str:
        result = CliRunner().invoke(cli.app, ["keys", *words])
        assert result.exit_code == 0, result.output
        return result.stdout

    made = json.loads(call("create", "repository", "--scope", "statistics", "--json"))
    assert keys.check(tmp_path, made["key"], "statistics").name == "repository"
    turned = json.loads(call("rotate", made["id"], "--keep-hours", "0", "--json"))
    assert f"{made['id']}  repository  statistics  ended" in call("list")
    assert "has ended" in call("revoke", turned["id"])
    assert [row["ended"] for row in json.loads(call("list", "--json"))] == [True, True]
    assert "secret" not in call("list", "--json")
    missing = CliRunner().invoke(cli.app, ["keys", "revoke", "nobody"])
    assert missing.exit_code == 1
