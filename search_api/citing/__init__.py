"""A resource as something to cite: as text in a style, and as data for reference managers.

Own writers, because the CSL processor that was tried repeats the title of a work without an author
and puts Greek titles into English title case.
"""
