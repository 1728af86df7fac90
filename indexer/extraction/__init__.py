"""Reading documents: a file in, an `Extraction` (blocks of text and metadata) out.

formats/         one file per format; a new format is one new file
registry.py      which formats there are, and which one a file claims to be
guards.py        what is refused before any parser sees it (archives.py: inside a ZIP)
emptiness.py     what is refused after: no text in it
containers.py    ZIP archives and courses: which documents are in them (moodle.py, cartridge.py,
                 quizzes.py: their questions)
left_behind.py   what programs leave beside documents
isolation.py     Reader: each file is read in a limited child process (child.py)
worker.py        that child; sandbox.py is what it may not do, pipe.py how the two speak
recognising.py   OCR: the words of a page's picture (pictures.py), by tesseract.py
limited.py       another program, run in limits of its own
decoding.py      text files: their encoding (code_pages.py, misread_text.py, lost_letters.py)
fonts.py         letters that a font shows in place of others (legacy_fonts.py, symbol_fonts.py)
misread_blocks.py  letters misread before a file was saved, in every format but PDF (mending.py)
left_out.py      what is said of hidden and other parts that are not read
pages.py         PDF: what a library gives of a page (pdfium_pages.py, pypdf_pages.py)
lines.py         PDF: runs of text to lines in reading order
layout.py        PDF: lines without headers, footers and margin numbers
paragraphs.py    PDF: lines to paragraphs, lists, tables and headings (joining.py: words)
html_blocks.py   HTML: a tree to blocks (html_hidden.py, html_plain.py: made ready for that)
office.py        DOCX and PPTX: core properties
by_content.py    DOC, PPT and XLS that hold something newer
old_office.py    DOC, PPT and XLS through LibreOffice (ole2.py: what they are)
office_package.py  DOCX and PPTX: files that the libraries refuse though they are sound
office_parts.py  DOCX and PPTX: diagrams and charts (omml.py: equations)
markdown_dialects.py  Quarto, MyST, MDX and site generators: to plain Markdown
latex.py         LaTeX: comments, code and own macros, before it is parsed (latex_writer.py: after)
cues.py          SRT and WebVTT: what was said, below the time
sheets.py        spreadsheets: rows and columns to tables (cell_values.py: numbers, dates)
workbook.py      Excel: the parts of a workbook (workbook_cells.py: rows and cells)
odf_text.py      OpenDocument: paragraphs, lists, tables and notes to blocks
odf_shown.py     OpenDocument: what is hidden, which letters fonts show (odf_styles.py)
odf_sheets.py    OpenDocument: the sheets of a spreadsheet
odf_objects.py   OpenDocument: formulas (mathml.py), charts and other objects inside
ooxml_notes.py   DOCX: footnotes, endnotes and inserted files (word_styles.py: headings, lists)
word_hidden.py   DOCX: text that its author hid
rtf_hidden.py    RTF: the same, and deletions (rtf_fonts.py, rtf_code_pages.py: letters)
first_page.py    title, authors, year, DOI and licence as printed on the first page
describe.py      metadata as people write it to `Metadata` (values.py: one value)
licences.py      licence names and addresses to SPDX identifiers
"""
