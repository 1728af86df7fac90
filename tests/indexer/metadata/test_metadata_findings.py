"""Bad metadata: reported per file with its line and the cure; the file is indexed all the same."""

from indexer.catalogue import resources
from indexer.run.report import RunReport
from tests.indexer.conftest import Workshop


def notes(report: RunReport, path: str) -> tuple[str, tuple[str, ...]]:
    (file,) = [candidate for candidate in report.files if candidate.path == path]
    return str(file.outcome), file.notes


def test_front_matter_is_told_with_the_line_of_the_file(workshop: Workshop) -> None:
    workshop.write(
        "cats.md",
        "---\ntitle: Cats\nyear: 31st\ndiscipline: [0841, 9999]\nstrategies: [jigsow]\n---\nA cat.",
    )
    outcome, messages = notes(workshop.run(), "cats.md")
    assert outcome == "ok"  # nothing of it is unreadable
    assert messages[0] == "front matter, line 3: year: '31st' is no year. Write four digits: 2024."
    assert messages[1].startswith("front matter, line 4: discipline: ")
    assert messages[2].startswith("front matter, line 5: strategies: 'jigsow' is not a teaching")
    assert "Nearest: jigsaw (Jigsaw" in messages[2]


def test_an_unknown_code_is_left_out_and_the_rest_is_kept(workshop: Workshop) -> None:
    workshop.write("cats.md", "A cat.")
    workshop.write("cats.md.yaml", 'title: Cats\ndiscipline: ["0841", "0869"]\ntype: novel')
    outcome, messages = notes(workshop.run(), "cats.md")
    assert outcome == "ok"
    assert [message.partition(": ")[0] for message in messages] == [
        "sidecar, line 2",
        "sidecar, line 3",
    ]
    assert "'0869' is not an ISCED-F 2013 field we know." in messages[0]
    resource = resources.find(workshop.catalogue(), "cats")
    assert resource is not None
    assert (resource.metadata.disciplines, resource.metadata.type) == (("0841",), None)


def test_broken_yaml_says_where(workshop: Workshop) -> None:
    workshop.write("cats.md", '---\ntitle: "Cats\nyear: 2020\n---\nA cat sleeps.')
    outcome, messages = notes(workshop.run(), "cats.md")
    assert outcome == "ok"
    assert messages[0].startswith("front matter, line ")
    assert "This is not YAML" in messages[0]


def test_a_manifest_row_for_a_missing_file_is_told_with_its_line(workshop: Workshop) -> None:
    workshop.write("cats.md", "A cat.")
    workshop.write("manifest.csv", "file,title,year\ncats.md,Cats,3020\ndogs.md,Dogs,2020\n")
    report = workshop.run()
    assert report.notes == [
        "manifest.csv, line 3: file: There is no file 'dogs.md' to describe."
        " Correct the path, or delete the row."
    ]
    assert notes(report, "cats.md") == (
        "ok",
        ("manifest, line 2: year: '3020' is no year. Write four digits: 2024.",),
    )


def test_each_field_says_where_it_stands(workshop: Workshop) -> None:
    workshop.write("cats.md", "---\nyear: 2020\n---\n# Cats of the house\n\nThe cat sleeps.")
    workshop.run()
    resource = resources.find(workshop.catalogue(), "cats")
    assert resource is not None
    assert resource.provenance == {"title": "first heading", "year": "front matter"}
