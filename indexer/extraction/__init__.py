"""Reading documents: a file in, an `Extraction` (blocks of text and metadata) out.

formats/       one file per format; a new format is one new file
registry.py    which formats there are, and which one a file claims to be
guards.py      what is refused before any parser sees it
isolation.py   Reader: each file is read in a limited child process
worker.py      that child; sandbox.py is what it may not do, wire.py how the two speak
layout.py      PDF: lines of pages without headers, footers and margin numbers
paragraphs.py  PDF: lines to paragraphs and headings
first_page.py  title, authors, year, DOI and licence as printed on the first page
describe.py    metadata as written by people (front matter, sidecars) to `Metadata`
licences.py    licence names and addresses to SPDX identifiers
"""
