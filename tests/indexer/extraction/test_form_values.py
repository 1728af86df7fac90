"""What somebody filled into a PDF form is read, each value after its label."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from indexer.extraction.worker import read_here


def form(file: Path) -> Path:
    canvas = Canvas(str(file))
    canvas.drawString(60, 750, "Learning outcomes:")
    canvas.acroForm.textfield(name="a", x=60, y=710, width=400, height=30, value="designs a study")
    canvas.drawString(60, 680, "Semester:")
    canvas.acroForm.choice(
        name="b", x=200, y=672, width=200, height=20, value="winter", options=["winter", "summer"]
    )
    canvas.drawString(60, 640, "Password:")
    canvas.acroForm.textfield(
        name="c", x=60, y=600, width=400, height=30, value="tajna", fieldFlags="password"
    )
    canvas.drawString(60, 570, "Remarks:")
    canvas.acroForm.textfield(name="d", x=60, y=530, width=400, height=30, value="")
    canvas.save()
    return file


def test_values_stand_after_their_labels_and_passwords_nowhere(tmp_path: Path) -> None:
    read = read_here(form(tmp_path / "form.pdf"), 2**28)
    text = " ".join(" ".join(block.text.replace(" | ", " ").split()) for block in read.blocks)
    assert text == "Learning outcomes: designs a study Semester: winter Password: Remarks:"


def test_the_shared_form(shared_dir: Path) -> None:
    read = read_here(shared_dir / "cases" / "pdf-form-fields" / "form.pdf", 2**28)
    assert [block.text for block in read.blocks][1:] == [
        "Learning outcomes:",
        "FORMFIELDVALUE the student designs a controlled experiment",
        "Assessment:",
        "portfolio with reflective diary",
    ]
