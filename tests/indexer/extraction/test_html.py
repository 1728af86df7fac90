"""HTML: what a page shows by behaving is read where it stands, and its frame is not."""

from collections.abc import Callable

import pytest

from indexer.domain import Block, Extraction
from indexer.errors import Unreadable

Read = Callable[[str, bytes | str], Extraction]
LONG = "Send one page of reflection on the reading before the next meeting of the whole group."


@pytest.mark.parametrize("frame", ["", "<nav><a href='/'>Home</a></nav>"])
def test_what_unfolds_a_text_is_its_heading(read: Read, frame: str) -> None:
    page = (
        f"<body>{frame}<main><h1>Questions</h1>"
        f"<h2><button class=accordion-button>How is it graded?</button></h2><div>{LONG} One.</div>"
        f"<details><summary>What if I miss a class?</summary><p>{LONG} Two.</p></details>"
        f"<button aria-expanded=false aria-controls=p3>Who may help?</button>"
        f"<div id=p3>{LONG} Three.</div><button>Send</button></main></body>"
    )
    assert read("a.html", page).blocks == (
        Block("Questions", level=1),
        Block("How is it graded?", level=2),
        Block(f"{LONG} One."),
        Block("What if I miss a class?", level=3),
        Block(f"{LONG} Two."),
        Block("Who may help?", level=3),
        Block(f"{LONG} Three."),
    )


def test_a_button_that_opens_the_menu_is_no_heading(read: Read) -> None:
    page = f"<h1>A</h1><button data-toggle=collapse data-target='#navbar'>Menu</button><p>{LONG}"
    assert read("a.html", page).blocks == (Block("A", level=1), Block(LONG))


def test_equations_are_lines_of_text(read: Read) -> None:
    page = (
        "<p>Speed is <math><mi>v</mi><mo>=</mo><mfrac><mi>s</mi><mi>t</mi></mfrac></math> here,"
        " <m:math xmlns:m='http://www.w3.org/1998/Math/MathML'><m:msup><m:mi>x</m:mi><m:mn>2</m:mn>"
        "</m:msup></m:math> there, <script type='math/tex'>E=mc^2</script> and"
        " <img class=latex alt='a+b'>.</p>"
    )
    for name in ("a.html", "a.xhtml"):
        text = "Speed is v=s/t here, x^2 there, E=mc^2 and a+b."
        assert read(name, page).blocks == (Block(text),)


def test_signs_of_a_page_saved_by_word(read: Read) -> None:
    page = "<p>Angle <span style='font-family:Symbol'>a</span> and <font face=Symbol>b</font>.</p>"
    assert read("a.html", page).blocks == (Block("Angle α and β."),)


def test_what_is_said_of_a_picture_stands_after_the_sentence_it_is_in(read: Read) -> None:
    page = (
        "<p>Pairs sit <img src=a.png alt='Plan of a room with tables in a circle'> so.</p>"
        "<figure><img alt='Four arrows between four boxes'><figcaption>Figure 1: The cycle"
        "</figcaption></figure><figure><img alt='The cycle'><figcaption>Figure 2: The cycle again"
        "</figcaption></figure><img alt='image003.png'><img alt='Picture 4'>"
    )
    assert read("a.html", page).blocks == (
        Block("Pairs sit so."),
        Block("Plan of a room with tables in a circle"),
        Block("Four arrows between four boxes"),
        Block("Figure 1: The cycle"),
        Block("Figure 2: The cycle again"),
    )


def test_a_table_has_its_caption_and_inner_tables_once(read: Read) -> None:
    page = (
        "<table><caption>Rubric</caption><tr><th>Level</th><th>Points</th></tr>"
        "<tr><td>Good <table><tr><td>IN</td><td>NER</td></tr></table></td><td>3</td></tr></table>"
    )
    assert [block.text for block in read("a.html", page).blocks] == [
        "Rubric\nLevel | Points\nGood | 3",
        "IN | NER",
    ]


def test_what_is_filled_in_is_read_and_what_is_searched_is_not(read: Read) -> None:
    page = (
        "<h1>A</h1><form role=search><input type=text value=rubric></form><form><p>Outcome:"
        " <input type=text value='designs an experiment'><input type=hidden value=x1>"
        " <input type=password value=secret></p><p>Level: <select><option>first<option selected>"
        "second</select></p></form>"
    )
    assert read("a.html", page).blocks[1:] == (
        Block("Outcome: designs an experiment"),
        Block("Level: second"),
    )


def test_tables_of_contents_and_boxes_of_links_are_left_out(read: Read) -> None:
    links = "".join(f"<li><a href='#s{number}'>Section {number}</a>" for number in range(4))
    page = (
        f"<main><h1>A</h1><div id=toc><h2>Contents</h2><ul>{links}</ul></div><p>{LONG}</p>"
        f"<aside>Tip: bring a printed copy.</aside><aside><a href=x>Related courses</a></aside>"
    )
    texts = [block.text for block in read("a.html", page).blocks]
    assert texts == ["A", LONG, "Tip: bring a printed copy."]


def test_a_page_that_only_scripts_fill_says_so(read: Read) -> None:
    with pytest.raises(Unreadable, match="scripts") as refusal:
        read("a.html", "<p></p><noscript>Enable it</noscript><script src=m.js></script>")
    assert "print it to a PDF" in refusal.value.cure


def test_a_page_nested_too_deep_says_so_and_is_not_called_empty(
    refusal: Callable[[str, bytes | str], Unreadable],
) -> None:
    problem = refusal("a.html", f"<body>{'<div>' * 5000}{LONG}{'</div>' * 5000}")
    assert problem.outcome == "malformed"
    assert "nested" in problem.message
    assert "--ocr" not in problem.cure


def test_what_is_for_the_server_is_no_text(read: Read) -> None:
    page = f"<p>You have <?php echo ($CFG->editing/60) ?> minutes.</p><p>{LONG}</p><p><%= a > b %>"
    assert read("a.html", page).blocks == (Block("You have minutes."), Block(LONG))
