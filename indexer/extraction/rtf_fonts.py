"""RTF source in fonts that show other letters than it holds: rewritten to the letters shown.

Fonts from before Unicode and fonts of signs, switched by `\\f3`, by each piece of text; and signs
given by a field (`SYMBOL 97 \\f "Symbol"`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.extraction import symbol_fonts
from indexer.extraction.fonts import is_odd, letters_shown
from indexer.extraction.rtf_groups import NO_TEXT, TOKEN, group_at

_FONTS = re.compile(r"\{(?:\\\*)?\\fonttbl")
_NAMED = re.compile(r"\\f(\d+)((?:\\[a-z]+-?\d*)*) ?\s?([^;\\{}]*);")
_DEFAULT = re.compile(r"\\deff(\d+)")
_FIELD = re.compile(
    r"\{\\field(?:\\[a-z]+)*\s*\{\\\*\\fldinst[^{}]{0,80}\{?[^{}]{0,80}"
    r"\bSYMBOL\s+(0x[0-9a-fA-F]+|\d+)[^{}]{0,20}\\\\f\s*\"?([^\"\\{}]{2,40})"
)


@dataclass(slots=True)
class _State:
    """What holds until the end of a group: font, letters that follow `\\u`, no text in it."""

    font: str
    after: int = 1
    is_text: bool = True


def fonts_of(source: str) -> dict[str, str]:
    """Return the names of the fonts of an RTF file by their numbers."""
    start = _FONTS.search(source)
    table = group_at(source, start.start()) if start else ""
    flat = table[1:]
    for _ in range(3):  # names of substitutes and the like stand in groups of their own
        flat = re.sub(r"\{\\\*[^{}]*\}", "", flat)
    flat = flat.replace("{", "").replace("}", "")
    return {number: name.strip() for number, _, name in _NAMED.findall(flat)}


def as_shown(source: str) -> tuple[str, tuple[str, ...]]:
    """Return the source with the letters that its fonts show, and the notes on that."""
    fonts = fonts_of(source)
    odd = {number for number, name in fonts.items() if is_odd(name)}
    notes: dict[str, None] = {}
    if odd:
        source = "".join(_rewritten(source, fonts, notes))
    return "".join(_with_fields(source, notes)), tuple(notes)


def _rewritten(source: str, fonts: dict[str, str], notes: dict[str, None]) -> Iterator[str]:
    """Yield the source piece by piece, text in odd fonts as they show it."""
    default = _DEFAULT.search(source[:2000])
    first = fonts.get(default[1], "") if default else ""
    states = [_State(first)]
    skipped = 0  # what still stands for a letter given by its number
    for token in TOKEN.finditer(source):
        state = states[-1]
        if token["brace"]:
            _enter_or_leave(states, token["brace"])
            skipped = 0
        elif token["word"] == "u" and token["number"]:
            skipped = state.after
            sign = chr(int(token["number"]) % 0x10000)
            if state.is_text and symbol_fonts.is_symbolic(state.font) and sign >= "\uf000":
                yield from _spelled(sign, state, notes, bare=True)
                continue
        elif token["word"]:
            _apply(state, token["word"], token["number"] or "", fonts, first)
        elif (written := _written(token)) and state.is_text and is_odd(state.font):
            if skipped:
                skipped -= min(skipped, len(written))
            else:
                yield from _spelled(written, state, notes)
                continue
        yield token[0]


def _written(token: re.Match[str]) -> str:
    """Return the text of a token; none for what only looks so (`\\~`, `\\*`)."""
    if token["code"]:
        return chr(int(token["code"], 16))
    if token["sign"]:
        return token["sign"] if token["sign"] in "{}\\" else ""
    return token["text"] or ""


def _enter_or_leave(states: list[_State], brace: str) -> None:
    last = states[-1]
    if brace == "{":
        states.append(_State(last.font, last.after, last.is_text))
    elif len(states) > 1:
        states.pop()


def _apply(state: _State, word: str, number: str, fonts: dict[str, str], first: str) -> None:
    if word == "f":
        state.font = fonts.get(number, "")
    elif word == "plain":
        state.font = first
    elif word == "uc" and number.isdigit():
        state.after = min(int(number), 10)
    elif word in NO_TEXT:
        state.is_text = False


def _spelled(
    written: str, state: _State, notes: dict[str, None], *, bare: bool = False
) -> Iterator[str]:
    """Yield RTF for what `written` shows; `bare` if what stands for it follows already."""
    shown, note = letters_shown(written, state.font)
    if note:
        notes[note] = None
    for sign in shown:
        if sign in "{}\\":
            yield f"\\{sign}"
        elif sign > "\x7f":
            yield f"\\u{ord(sign)} " + ("" if bare else "?" * state.after)
        else:
            yield sign


def _with_fields(source: str, notes: dict[str, None]) -> Iterator[str]:
    """Yield the source with the signs that fields give by their codes as text."""
    end = 0
    for field in _FIELD.finditer(source):
        if field.start() < end:
            continue
        yield source[end : field.start()]
        font = _State(field[2].strip(), after=0)
        code = int(field[1], 0)
        yield "{\\uc0 " + "".join(_spelled(chr(code), font, notes)) + "}"
        end = field.start() + len(group_at(source, field.start()))
    yield source[end:]
