"""RTF source without the text that its author hid (`\\v`) or deleted in tracked changes."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.extraction.rtf_groups import NO_TEXT, TOKEN

HIDDEN, DELETED = "hidden", "deleted"
_SWITCHES = {"v": HIDDEN, "deleted": DELETED}
_SIGNS = re.compile(r"\\(?:v|deleted)(?![a-zA-Z])")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds until the end of a group."""

    hidden: bool = False
    deleted: bool = False
    is_text: bool = True


def without_hidden(source: str) -> tuple[str, Counter[str]]:
    """Return the source without hidden and deleted text, and how many pieces of each there were."""
    dropped: Counter[str] = Counter()
    if _SIGNS.search(source):
        source = "".join(_shown(source, dropped))
    return source, dropped


def _shown(source: str, dropped: Counter[str]) -> Iterator[str]:
    """Yield the source piece by piece; of what is not shown, the groups and commands only."""
    states = [_State()]
    is_counted = False  # whether the piece at hand is
    for token in TOKEN.finditer(source):
        if token["brace"]:
            _enter_or_leave(states, token["brace"])
        elif token["word"]:
            states[-1] = _after_command(states[-1], token["word"], token["number"])
        state = states[-1]
        if state.is_text and _is_text(token):
            if state.hidden or state.deleted:
                if not is_counted and token[0].strip():
                    dropped[DELETED if state.deleted else HIDDEN] += 1
                    is_counted = True
                continue
            is_counted = False
        yield token[0]


def _enter_or_leave(states: list[_State], brace: str) -> None:
    if brace == "{":
        states.append(states[-1])
    elif len(states) > 1:
        states.pop()


def _after_command(state: _State, word: str, number: str | None) -> _State:
    if word == "plain":
        return replace(state, hidden=False, deleted=False)
    if word in _SWITCHES:
        return replace(state, **{_SWITCHES[word]: number != "0"})
    return replace(state, is_text=False) if word in NO_TEXT else state


def _is_text(token: re.Match[str]) -> bool:
    """Whether a token shows something: letters, or one given by its number (`\\u269`)."""
    if token["word"]:
        return token["word"] == "u" and token["number"] is not None
    return not token["brace"] and token["sign"] != "*"
