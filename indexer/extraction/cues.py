"""Subtitles to text: what was said, in sentences, below the time at which it was said.

Players cut speech into cues of a line or two, often in the middle of a sentence; each paragraph
here is a minute of speech, and its heading is when it begins (`0:12:05`). Broken files are common
and mostly legible, so whatever stands between two lines of times is taken as text.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.domain import Block
from indexer.text.cleaning import one_line

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,:](\d{1,3})"
_TIMES = re.compile(rf"^\s*{_TIME}\s*--?>\s*{_TIME}")
_ASIDE = re.compile(r"^(NOTE|STYLE|REGION)\b")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,100}\}|\{[a-zA-Z]:[^{}]{0,40}\}")
_SOUND = re.compile(r"^(?:[\[(♪♫#*][^\])]{0,60}[\])♪♫#*]\s*)+$")  # [Music], (applause), ♪ la la ♪
_SPEAKER = re.compile(r"^(?:>>|-)?\s*([^\W\d_][^:.!?\n]{0,30}):\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…;][\"”»’)\]]*$")
_SECTION = 60.0  # seconds of speech below one heading
_LONGEST = 90.0  # seconds, where no sentence ends


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at a time: `start` in seconds; `speaker` is empty where nobody is named."""

    start: float
    text: str
    speaker: str = ""


def has_times(text: str) -> bool:
    """Whether any line of `text` says when something is shown."""
    return any(_TIMES.match(line) for line in text.splitlines())


def parse(text: str) -> list[Cue]:
    """Return the cues of an SRT or WebVTT file, by line of times; without sounds and repetition."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    times = [(number, match) for number, line in enumerate(lines) if (match := _TIMES.match(line))]
    cues: list[Cue] = []
    shown: list[str] = []
    for position, (number, match) in enumerate(times):
        last = position + 1 == len(times)
        end = len(lines) if last else _before_number(lines, times[position + 1][0])
        said = _without_asides(lines[number + 1 : end])
        voice = next((voice[1].strip() for line in said if (voice := _VOICE.search(line))), "")
        said = [line for line in map(_plain, said) if line]
        fresh = _fresh(said, shown)
        if fresh and not _SOUND.match(" ".join(fresh)):
            cues.append(_named(Cue(_seconds(match), " ".join(fresh), one_line(voice))))
        shown = said or shown
    return cues


def _before_number(lines: Sequence[str], times: int) -> int:
    """Return where the text before a line of times ends: the cue's own number or name is none."""
    above = lines[times - 1].strip()
    is_name = above.isdigit() or (above and (times < 2 or not lines[times - 2].strip()))
    return times - 1 if is_name else times


def _without_asides(lines: Sequence[str]) -> list[str]:
    """Return the lines without the notes and style sheets of WebVTT, which end at an empty line."""
    kept: list[str] = []
    aside = False
    for position, line in enumerate(lines):
        if position and not lines[position - 1].strip() and _ASIDE.match(line):
            aside = True
        aside = aside and bool(line.strip())
        if not aside:
            kept.append(line)
    return kept


def _plain(line: str) -> str:
    return one_line(html.unescape(_MARKUP.sub("", line)))


def _fresh(said: list[str], shown: list[str]) -> list[str]:
    """Return the lines that the cue before did not show: live captions roll up line by line."""
    for size in range(min(len(said), len(shown)), 0, -1):
        if shown[-size:] == said[:size]:
            return said[size:]
    return said


def _named(cue: Cue) -> Cue:
    """Return the cue with the speaker that its text begins with (`ANA: Good morning`)."""
    match = _SPEAKER.match(cue.text)
    if match is None or cue.speaker or len(match[1].split()) > 3:
        return cue
    return Cue(cue.start, cue.text[match.end() :], one_line(match[1]))


def _seconds(match: re.Match[str]) -> float:
    hours, minutes, seconds, fraction = match.group(1, 2, 3, 4)
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def blocks_of(cues: Sequence[Cue]) -> Iterator[Block]:
    """Yield a heading with the time for about every minute, then what each speaker said in it."""
    section: float | None = None
    speaker = ""
    for group in _paragraphs(cues):
        first = group[0]
        if section is None or first.start - section >= _SECTION:
            section = first.start
            yield Block(_clock(section), level=2)
        text = " ".join(cue.text for cue in group)
        is_other = bool(first.speaker) and first.speaker != speaker
        yield Block(f"{first.speaker}: {text}" if is_other else text)
        speaker = first.speaker or speaker


def _paragraphs(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    """Yield cues that belong together: a speaker's, to the end of a sentence after a minute."""
    group: list[Cue] = []
    for cue in cues:
        if group:
            lasted = cue.start - group[0].start
            ended = bool(_SENTENCE_END.search(group[-1].text))
            other = bool(cue.speaker) and cue.speaker != group[0].speaker
            if other or (ended and lasted >= _SECTION) or lasted >= _LONGEST or lasted < 0:
                yield group
                group = []
        group.append(cue)
    if group:
        yield group


def _clock(seconds: float) -> str:
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{second:02}"
