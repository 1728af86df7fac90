"""Sidecars and the manifest: what they give, and what they get wrong."""

from pathlib import Path

import pytest

from indexer.errors import UsageError
from indexer.run.descriptions import ManifestRows, description_hash, descriptions, read_manifest
from indexer.run.documents import survey

NO_MANIFEST = ManifestRows({})


def manifest_of(folder: Path, content: bytes) -> ManifestRows:
    (folder / "a.md").write_text("x")
    (folder / "ž.md").write_text("x")
    (folder / "manifest.csv").write_bytes(content)
    return read_manifest(folder, {entry.path for entry in survey(folder).documents})


def test_a_sidecar_gives_metadata(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "a.md.yaml").write_text("title: No\nyear: 2021\ndisciplines: [0533]\n")
    (entry,) = survey(tmp_path).documents
    (layer,) = descriptions(entry, NO_MANIFEST)
    assert (layer.source, layer.metadata.title, layer.metadata.year) == ("sidecar", "No", 2021)
    assert layer.metadata.disciplines == ("0533",)
    assert layer.findings == ()


def test_bad_yaml_is_a_finding_with_its_line_and_never_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "a.md.yaml").write_text('title: "Good"\nyear: 2021: 4\n')
    (entry,) = survey(tmp_path).documents
    (layer,) = descriptions(entry, NO_MANIFEST)
    assert layer.metadata.title is None
    assert [finding.line for finding in layer.findings] == [2]
    assert "not YAML" in layer.findings[0].message


def test_the_braces_of_json_are_no_letters_of_an_old_code_page(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "a.md.json").write_text('{"title": "Cats"}')
    (entry,) = survey(tmp_path).documents
    (layer,) = descriptions(entry, NO_MANIFEST)
    assert (layer.metadata.title, layer.findings) == ("Cats", ())


def test_a_sidecar_of_random_bytes_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "a.md.yaml").write_bytes(bytes(range(256)) * 40)
    (entry,) = survey(tmp_path).documents
    (layer,) = descriptions(entry, NO_MANIFEST)
    assert layer.findings


def test_what_may_not_be_read_is_called_so_and_not_malformed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "a.md.yaml").write_text("title: Cats")
    (tmp_path / "manifest.csv").write_text("file,title\na.md,Dogs\n")
    (entry,) = survey(tmp_path).documents

    def refuse(*_: object) -> None:  # root, who may run the tests, is never refused
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    ((finding,),) = [layer.findings for layer in descriptions(entry, NO_MANIFEST)]
    assert finding.message == "Nothing of it was read: Permission denied."
    with pytest.raises(
        UsageError, match=r"manifest\.csv: Nothing of it was read: Permission"
    ) as no:
        read_manifest(tmp_path, {"a.md"})
    assert "chmod" in no.value.cure


def test_the_manifest_of_a_spreadsheet_with_bom_and_semicolons(tmp_path: Path) -> None:
    text = "\ufeffFile;Title;Year\r\na.md;Шта, како;2020\r\n./ž.md;Dva;2019\r\n"
    rows = manifest_of(tmp_path, text.encode()).rows
    assert rows["a.md"] == (2, {"Title": "Шта, како", "Year": "2020"})
    assert rows["ž.md"][1]["Title"] == "Dva"


def test_a_row_for_a_missing_file_a_second_row_and_a_decomposed_name(tmp_path: Path) -> None:
    text = "path,title\nb.md,Nobody\na.md,First\na.md,Second\nz\u030c.md,Mac\n"
    manifest = manifest_of(tmp_path, text.encode())
    assert {path: row["title"] for path, (_, row) in manifest.rows.items()} == {
        "a.md": "First",
        "ž.md": "Mac",
    }
    assert [(finding.line, finding.message) for finding in manifest.findings] == [
        (2, "There is no file 'b.md' to describe."),
        (4, "'a.md' is described twice; the first row counts."),
    ]


def test_a_quotation_mark_that_nothing_closes_is_a_finding(tmp_path: Path) -> None:
    rows = b'file,title\na.md,"Say ""no"""\n\xc5\xbe.md,"open\nb.md,Lost\n'
    manifest = manifest_of(tmp_path, rows)
    assert manifest.rows["a.md"][1] == {"title": 'Say "no"'}
    (finding,) = manifest.findings
    assert (finding.line, "not closed" in finding.message) == (3, True)
    assert manifest_of(tmp_path, b'file,title\na.md,"odd"ly\n').findings == ()


def test_a_manifest_without_a_column_of_files(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, b"title,year\nOne,2020\n")
    assert manifest.rows == {}
    assert manifest.findings[0].cure.startswith("Name one column 'file'")


def test_a_cell_of_a_million_letters_ends_the_table_with_a_finding(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, b"file,title\na.md,One\nb.md," + b"x" * 1_000_000 + b"\n")
    assert list(manifest.rows) == ["a.md"]
    assert "The table ends here" in manifest.findings[-1].message


def test_the_sidecar_wins_over_the_manifest(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, b"file,title\na.md,From the table\n")
    (tmp_path / "a.md.json").write_text('{"title": "From the sidecar"}')
    entry = survey(tmp_path).documents[0]
    layers = descriptions(entry, manifest)
    assert [(layer.source, layer.metadata.title) for layer in layers] == [
        ("sidecar", "From the sidecar"),
        ("manifest", "From the table"),
    ]


def test_the_hash_changes_with_the_sidecar_and_the_row_and_with_nothing_else(
    tmp_path: Path,
) -> None:
    manifest = manifest_of(tmp_path, b"file,title\na.md,One\n")
    entry = survey(tmp_path).documents[0]
    bare = description_hash(entry, NO_MANIFEST)
    with_row = description_hash(entry, manifest)
    (tmp_path / "a.md").write_text("another text")
    assert bare == ""
    assert description_hash(survey(tmp_path).documents[0], manifest) == with_row
    (tmp_path / "a.md.yaml").write_text("year: 2020")
    assert description_hash(survey(tmp_path).documents[0], manifest) not in ("", with_row)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize(
    ("codec", "title", "author"),
    [
        ("cp1250", "Vršnjačka nastava", "Žarko Đukić"),
        ("cp1251", "Вршњачка настава", "Жарко Ђукић"),
        ("cp1252", "Mësimdhënia në çifte", "Erëza Çela"),
        ("cp1253", "Διδασκαλία σε ζευγάρια", "Ελένη Παπαδάκη"),
        ("cp1254", "İkişerli öğrenme", "Ayşe Çağlar"),
        ("utf-16", "Vršnjačka nastava", "Žarko Đukić"),
        ("utf-16-le", "Vršnjačka nastava", "Žarko Đukić"),
    ],
)
def test_a_manifest_that_excel_wrote_loses_no_letter(
    codec: str, title: str, author: str, separator: str, tmp_path: Path
) -> None:
    text = f"file;title;authors\r\na.md;{title};{author}\r\n".replace(";", separator)
    rows = manifest_of(tmp_path, text.encode(codec)).rows
    assert rows["a.md"][1] == {"title": title, "authors": author}


def test_a_manifest_of_no_known_encoding_gives_a_finding_and_nothing_else(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, b"file;title\na.md;\x8a\xb5\xe1 \xe5\x9d\xc3\xfe\x81\xd0\n")
    assert manifest.rows == {}
    assert "encoding is not understood" in manifest.findings[0].message
    assert "UTF-8" in manifest.findings[0].cure


def test_a_sidecar_in_windows_1251_keeps_its_letters_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A")
    (tmp_path / "a.md.yaml").write_bytes("title: Активно учење\n".encode("cp1251"))
    (layer,) = descriptions(survey(tmp_path).documents[0], ManifestRows({}))
    assert layer.metadata.title == "Активно учење"
    assert [finding.message for finding in layer.findings] == ["The text was read as Windows-1251."]
