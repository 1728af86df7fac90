"""Markdown as other programs write it: their machinery goes, every word of the author stays."""

from collections.abc import Callable

import pytest

from indexer.domain import Block, Extraction, Metadata
from indexer.extraction.markdown_dialects import plain

Read = Callable[[str, bytes | str], Extraction]


def texts(extraction: Extraction) -> list[str]:
    return [block.text for block in extraction.blocks]


def test_myst(read: Read) -> None:
    source = (
        "(oznaka)=\n# Naslov\n\n````{admonition} Savjet\n:class: tip\nRadi u paru.\n\n"
        "```{note}\nUnutra.\n```\n````\n\n:::{warning} Pazi\n:name: x\nDugo traje.\n:::\n+++\n"
        "Vidi {ref}`uvod <oznaka>` i {term}`rubriku`.\n\n"
        "```{code-cell} ipython3\n:tags: [hide]\nx = {'a': 1}\n```\n\n"
        "```{figure} a.png\n:width: 20%\nOpis slike.\n```\n\n```{toctree}\nprvi\ndrugi\n```\n"
    )
    assert texts(read("a.md", source)) == [
        "Naslov",
        "Savjet",
        "Radi u paru.",
        "Unutra.",
        "Pazi",
        "Dugo traje.",
        "Vidi uvod i rubriku.",
        "x = {'a': 1}",
        "Opis slike.",
    ]


def test_quarto_and_r_markdown(read: Read) -> None:
    source = (
        '## Početak {#sec-p .unnumbered}\n\n::: {.callout-tip title="Razmisli"}\nPa piši.\n:::\n\n'
        "```{r, echo=FALSE}\n#| label: f\nplot(x)\n```\n\nProsjek je `r mean(x)` danas "
        "{{< video https://x.y >}}i [crveno]{.red}. $\\sum_{i=1}^n$\n\n"
        "![](a.png){alt='Krug' width=50%}\n"
    )
    assert texts(read("a.qmd", source)) == [
        "Početak",
        "Razmisli",
        "Pa piši.",
        "plot(x)",
        "Prosjek je danas i crveno. $\\sum_{i=1}^n$",
        "Krug",
    ]


def test_pandoc_footnotes_lose_their_marks_and_pictures_their_attributes(read: Read) -> None:
    source = (
        "Radi u paru[^1], pa piši[^dvo-je].\n\n![Krug](a.png){alt='Krug, u\nkojem su \"parovi\"'\n"
        " width=50%}\n\n`a[^1]` ostaje.\n\n[^1]: Vidi uvod.\n\n[^dvo-je]: Jedna.\n"
    )
    assert texts(read("a.md", source)) == [
        "Radi u paru, pa piši.",
        'Krug Krug, u kojem su "parovi"',
        "a[^1] ostaje.",
        "Vidi uvod.",
        "Jedna.",
    ]


@pytest.mark.parametrize(
    ("name", "source", "shown"),
    [
        ("a.md", "Piši:\n\n    {% csrf_token %}\n\nKraj.", ["Piši:", "{% csrf_token %}", "Kraj."]),
        ("a.mdx", "Piši:\n\n    {% csrf_token %}\n\nKraj.", ["Piši:", "{% csrf_token %}", "Kraj."]),
        ("a.qmd", "Piši:\n\n\t{{< video x >}}\n\nKraj.", ["Piši:", "{{< video x >}}", "Kraj."]),
        ("a.md", "Piši:\n\n    <!-- a -->\n    {: .b}", ["Piši:", "<!-- a -->\n{: .b}"]),
        ("a.md", "Piši\n    {% include a %}\ndalje.", ["Piši", "dalje."]),
        ("a.md", "- Prvo\n\n    {% include a %}\n", ["- Prvo"]),
        ("a.md", "- Prvo\n\n      {% x %}", ["- Prvo\n{% x %}"]),
        ("a.mdx", "<Card>\n\n    Tekst.\n\n    <Inner/>\n\n</Card>", ["Tekst."]),
    ],
)
def test_template_tags_shown_as_indented_code(
    read: Read, name: str, source: str, shown: list[str]
) -> None:
    assert texts(read(name, source)) == shown


def test_mdx(read: Read) -> None:
    source = (
        "import Tabs from '@theme/Tabs';\nexport const a = {\n  b: 1 }\n\n# Naslov\n\n"
        '{/* skriveno */}\n<Tabs>\n<TabItem value="a" label="Kartica">\n\nTekst *jedan*.\n\n'
        "</TabItem>\n</Tabs>\n\n:::tip[Savjet dana]\n\nRadi.\n\n:::\n\n"
        "```jsx\nimport React from 'react';\n<Tabs>{% x %}</Tabs>\n```\n"
    )
    assert texts(read("a.mdx", source)) == [
        "Naslov",
        "Kartica",
        "Tekst jedan.",
        "Savjet dana",
        "Radi.",
        "import React from 'react';\n<Tabs>{% x %}</Tabs>",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "~~~\n<!-- a --> {% b %} {{< c >}} {: d} (e)=\n~~~",
        "    {% uvučeno je kod %}\n",
        "Znak `{{< x >}}` i ``{% y %}`` u redu.",
        "```yaml\n:class: tip\n```",
    ],
)
def test_code_is_left_as_it_is(source: str) -> None:
    assert plain(source).strip() == source.strip()


def test_front_matter_in_toml(read: Read) -> None:
    source = (
        '+++\ntitle = "Izlazne kartice"\ndate = 2024-05-01\nauthors = ["Ana Kovač"]\n[extra]\n'
        'lang = "hr"\n+++\n\nJedno pitanje na kraju.\n'
    )
    extracted = read("a.md", source)
    assert texts(extracted) == ["Jedno pitanje na kraju."]
    assert extracted.metadata == Metadata(
        title="Izlazne kartice", authors=("Ana Kovač",), year=2024, language="hr"
    )


def test_broken_toml_is_a_note_and_no_text(read: Read) -> None:
    extracted = read("a.md", "+++\ntitle = Izlazne\n+++\n\nJedno pitanje.\n")
    assert texts(extracted) == ["Jedno pitanje."]
    assert extracted.findings[0].startswith("front matter: This is not TOML:")


MHT = (
    b"MIME-Version: 1.0\r\nSubject: =?utf-8?B?0KHQuNC70LDQsdGD0YE=?=\r\n"
    b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; '
    b'charset="windows-1251"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    + "<p>Студенти раде=\r\n у паровима =3D добро.</p>".encode("cp1251")
    + b"\r\n--x\r\nContent-Type: image/png\r\n\r\nAAAA\r\n--x--\r\n"
)


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.doc"])
def test_a_page_saved_in_one_file(read: Read, name: str) -> None:
    extracted = read(name, MHT)
    assert extracted.blocks == (Block("Студенти раде у паровима = добро."),)
    assert extracted.metadata.title == "Силабус"
