"""A list of resources as a document to hand out, or as a table.

reading_list.py  what was kept, looked up in the catalogue, in the order it was kept
reuse.py         what a licence asks of whoever copies
wording.py       the words of the documents, in the reader's language
entry.py         a resource of the list in words: what every document says of it
word.py          the list for Word, markdown.py as Markdown, table.py for Excel
formats.py       the formats by name
"""
