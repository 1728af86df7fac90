"""Source to HTML: one page that needs nothing else, with citation and Dublin Core metadata."""

from html import escape

from corpus.builders.blocks import Block, Heading, Items, Paragraph, Quote, Span, Spans, Table
from corpus.builders.labels import LABELS, LICENCES
from corpus.builders.sources import Source

_STYLE = """
body { font: 1.05rem/1.6 Georgia, "DejaVu Serif", serif; color: #222; background: #fff;
       max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { font-family: "Segoe UI", "DejaVu Sans", sans-serif; line-height: 1.25; color: #143d59; }
h2 { margin-top: 2em; } a { color: #14507a; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
th, td { border: 1px solid #bbb; padding: .35rem .6rem; text-align: left; vertical-align: top; }
th { background: #eef3f6; }
blockquote { margin: 1em 0; padding: .1em 1em; border-left: .25rem solid #9db8c7; background: #f6f9fa; }
.about { color: #444; border-bottom: 1px solid #ccc; } footer { border-top: 1px solid #ccc; }
"""  # noqa: E501


def build(source: Source) -> bytes:
    """Return the page."""
    labels = LABELS[source.language]
    licence, deed = LICENCES[source.licence]
    return f"""<!DOCTYPE html>
<html lang="{source.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(source.title)}</title>
{_metadata(source)}
<link rel="license" href="{deed}">
<style>{_STYLE}</style>
</head>
<body>
<main>
<article>
<header>
<h1>{escape(source.title)}</h1>
<p>{escape(", ".join(source.authors))}, {source.year}</p>
<p class="about"><strong>{labels.abstract}.</strong> {escape(source.abstract)}</p>
</header>
{_blocks(source.body)}
</article>
</main>
<footer>
<p>{labels.keywords}: {escape(", ".join(source.keywords))}</p>
<p>{labels.licence}: <a rel="license" href="{deed}">{licence}</a></p>
</footer>
</body>
</html>
""".encode()


def _metadata(source: Source) -> str:
    pairs = [
        ("description", source.abstract),
        ("keywords", ", ".join(source.keywords)),
        *(("author", name) for name in source.authors),
        ("citation_title", source.title),
        *(("citation_author", name) for name in source.authors),
        ("citation_publisher", source.institution),
        ("citation_publication_date", source.year),
        ("citation_language", source.language),
        ("DC.title", source.title),
        ("DC.language", source.language),
        ("DC.rights", source.licence),
    ]
    return "\n".join(f'<meta name="{name}" content="{escape(text)}">' for name, text in pairs)


def _blocks(blocks: tuple[Block, ...]) -> str:
    return "\n".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Heading(level, spans):
            return f"<h{level}>{_text(spans)}</h{level}>"
        case Paragraph(spans):
            return f"<p>{_text(spans)}</p>"
        case Items():
            return _list(block)
        case Quote(inner):
            return f"<blockquote>\n{_blocks(inner)}\n</blockquote>"
        case Table():
            return _table(block)


def _list(block: Items) -> str:
    if block.numbers is None:
        return "<ul>\n" + "\n".join(f"<li>{_text(item)}</li>" for item in block.items) + "\n</ul>"
    pairs = zip(block.numbers, block.items, strict=True)
    items = "\n".join(f'<li value="{number}">{_text(item)}</li>' for number, item in pairs)
    return f"<ol>\n{items}\n</ol>"


def _table(table: Table) -> str:
    header = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in table.header)
    rows = ["".join(f"<td>{_text(cell)}</td>" for cell in row) for row in table.rows]
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>\n<thead>\n<tr>{header}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _text(spans: Spans) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    text = escape(span.text, quote=False)
    if span.code:
        text = f"<code>{text}</code>"
    if span.bold:
        text = f"<strong>{text}</strong>"
    if span.italic:
        text = f"<em>{text}</em>"
    if span.address:
        text = f'<a href="{escape(span.address)}">{text}</a>'
    return text
