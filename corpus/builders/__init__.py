"""How a source text becomes a document: read once, written in any of six formats.

sources.py   a Markdown file with front matter -> Source
blocks.py    Markdown text -> headings, paragraphs, lists, tables, quotations
labels.py    the few words that the documents add in their own language
pdf.py       one or two columns, running headers and footers
word.py      DOCX with real heading styles
slides.py    PPTX: one slide a heading, speaker notes
web.py       HTML with citation metadata
archives.py  Office files that come out the same byte for byte
"""
