"""RTF source whose letters stand in it as bytes, or in a code page that only its head names.

RTF is ASCII: letters beyond it are escaped (`\\'e8`) and read by the code page of their font.
"""

import codecs
import re

_BYTES = re.compile("[\x80-\xff]")
_ESCAPED = re.compile(r"\\'([89a-fA-F][0-9a-fA-F])")
_HEAD = 500  # characters
_NAMED = re.compile(r"\\(mac|pca|pc)(?![a-zA-Z])")
_PAGE = re.compile(r"\\ansicpg\d")
# What a code page leaves open stays as it is: it may be another page's letter.
KEEP = "balkanetup-keep"
_CODECS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


def escaped(source: str) -> str:
    """Return the source, its bytes read as Latin-1, in ASCII.

    Letters are given by their number in Unicode where the head names a Mac or DOS.
    """
    source = _BYTES.sub(lambda byte: f"\\'{ord(byte[0]):02x}", source)
    head = source[:_HEAD]
    named = _NAMED.search(head)
    if named is None or _PAGE.search(head):
        return source
    codec = _CODECS[named[1]]

    def as_unicode(code: re.Match[str]) -> str:
        sign = bytes([int(code[1], 16)]).decode(codec, "replace")
        return f"{{\\uc0\\u{ord(sign)} }}"

    return _ESCAPED.sub(as_unicode, source)


def _kept(error: UnicodeError) -> tuple[str, int]:
    """Return bytes that are no letters as the control signs of their numbers."""
    assert isinstance(error, UnicodeDecodeError), "it is only registered for reading"
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error(KEEP, _kept)
