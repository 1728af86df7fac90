"""What somebody typed or pasted: which of its signs mean something, and which only look so. Pure.

Two signs are known from every search engine: "quotes" keep words together, and a minus leaves out
what has a word. But people also type `problem -based learning` and `5" screen`, and paste lists,
references and web pages. A sign counts only where nothing else can be meant; all others are
punctuation, and the words around them are words.
"""

import html
import re
from typing import NamedTuple

from indexer.extraction.joining import is_compound, joined, word_counts
from indexer.text.cleaning import clean
from indexer.text.folding import fold
from indexer.text.terms import folded_words

_LONG = 20  # words of a text whose signs are punctuation: it was pasted
_SENTENCES = 12  # words of one with the end of a sentence inside
_LONGEST_PHRASE = 8  # words in quotes; more are a sentence that somebody copied
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_TAG = re.compile(
    r"</?(?:a|abbr|article|b|big|blockquote|body|br|caption|cite|code|dd|del|div|dl|dt|em|"
    r"figcaption|figure|font|footer|h[1-6]|head|header|hr|html|i|img|ins|italic|jats:\w+|kbd|label|"
    r"li|link|main|mark|meta|nav|ol|p|pre|q|s|section|small|span|strong|sub|sup|table|tbody|td|th|"
    r"thead|title|tr|u|ul|var|wbr)(?:\s+[\w:-]+\s*=[^<>]*)?\s*/?>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)
_BROKEN = re.compile(  # a line's end, also where a box for one line made a space of it
    r"\n+|(?<=[^\W\d_]{2}[-\u2010]) (?!(?:and|or|to|ili|dhe|ose|или|και)\b)(?=[^\W\d_]{2})"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_NUMBERED = re.compile(r"^\s*\(?\d{1,2}[.)]\s+(?=[^\W\d_]{2})")
_LOOSE_MINUS = re.compile(r"(?<=\w) -(?=[^\W\d_])")
_SENTENCE_END = re.compile(r"[^\W\d_]{2}[.!?;]\s+[^\W\d_]")
_QUOTED = (
    r"(?:\"(?P<{0}plain>[^\s\"“”„‟«»](?:[^\"“”„‟«»]*[^\s\"“”„‟«»])?)[\"”“]"
    r"|[“”„‟«»]\s?(?P<{0}double>[^\"“”„‟«»]+?)\s?[\"“”„‟«»]"
    r"|[‚‘’‹›](?P<{0}single>[^\s\"“”„‟«»](?:[^\"“”„‟«»]*?[^\s\"“”„‟«»])?)[‘’‹›])(?!\w)"
)
_PHRASE = re.compile(r"(?<![^\s(\[/:–—])" + _QUOTED.format(""))
# Exclusions stand last: what follows one says that the minus was a slip.
_EXCLUDED = r"-(?:" + _QUOTED.format("out_") + r"|(?P<word>[^\W\d_][^\s\"“”„‟«»]*))"
_EXCLUSION = re.compile(_EXCLUDED)
_EXCLUSIONS = re.compile(
    r"(?:(?:^|(?<=\s))-(?:\"[^\"]+\"|[“”„‟«»][^“”„‟«»]+[“”„‟«»]|[^\W\d_]\S*)\s*)+$"
)
# Second parts of compounds in the network's languages: `problemski -orijentisana nastava`.
_SECOND_PARTS = re.compile(r"(?:bazira|zasnova|osnova|orijent|orient|usmer|usmjer|centri|bazuar)")
Phrases = tuple[tuple[str, ...], ...]


class Signs(NamedTuple):
    """A question taken apart: its text without signs, folded phrases, folded excluded phrases."""

    plain: str
    phrases: Phrases = ()
    excluded: Phrases = ()


def cleaned(text: str) -> str:
    """Return `text` on one line, without what pasting leaves in it.

    Gone are the tags and entities of web pages, invisible characters and the number of a list's
    item; words broken at the end of a line are whole again.
    """
    text = _TAG.sub(" ", _ENTITY.sub(lambda match: html.unescape(match[0]), text))
    text = clean(_CONTROLS.sub(" ", text))
    lines = [line for line in _BROKEN.split(text) if line.strip()]
    text = " ".join(joined(lines, word_counts([text])).split())
    begin = _NUMBERED.match(text)
    return text[begin.end() :] if begin and text[begin.end()].isupper() else text


def is_pasted(text: str) -> bool:
    """Whether `text` was copied from somewhere: it is long, has lines, or more than a sentence."""
    count = len(text.split())
    if count > _LONG or len(text.strip().split("\n")) > 1:
        return True
    return count > _SENTENCES and _SENTENCE_END.search(text) is not None


def signs(text: str) -> Signs:
    """Take a question apart. Where only exclusions are left, `plain` is empty."""
    plain = cleaned(text)
    if is_pasted(text):
        return Signs(plain)
    excluded: Phrases = ()
    tail = _EXCLUSIONS.search(plain)
    if tail and not _is_slip(plain[: tail.start()], tail[0]):
        plain, excluded = plain[: tail.start()], _folded(_EXCLUSION, tail[0])
    phrases = _folded(_PHRASE, plain)
    plain = _PHRASE.sub(lambda match: f" {_inside(match)} ", plain)
    short = tuple(phrase for phrase in phrases if len(phrase) <= _LONGEST_PHRASE)
    return Signs(_LOOSE_MINUS.sub("-", " ".join(plain.split())), short, excluded)


def _is_slip(before: str, tail: str) -> bool:
    """Whether the minus after `before` belongs to a compound: `problem -based`, `self -study`."""
    head, after = re.search(r"[^\W_]+\s*$", before), re.match(r"-([^\W_]+)", tail)
    if head is None or after is None:
        return False
    second = fold(after[1])
    return is_compound(fold(head[0].strip()), second) or bool(_SECOND_PARTS.match(second))


def _folded(pattern: "re.Pattern[str]", text: str) -> Phrases:
    """Return the folded words of each match of `pattern`, none twice."""
    phrases = (tuple(folded_words(_inside(match))) for match in pattern.finditer(text))
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))


def _inside(match: "re.Match[str]") -> str:
    """Return what stands between the quotes, or after the minus."""
    return next(text for text in match.groups() if text is not None)
