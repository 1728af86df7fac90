"""Batches drawn from the arrays of examples.py: what to read, and in which variant.

Step number and seed decide a batch alone, so that a run can be resumed, and read ahead by as many
processes as there are.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from tests.quality.laboratory.student import variants
from tests.quality.laboratory.student.packed import Rows

Numbers = NDArray[np.int64]

# How much of the pairs each language gets. Slovene, Romanian and Turkish are welcome guests.
LANGUAGE_SHARE = {
    **{"en": 0.07, "sq": 0.13, "bs": 0.08, "hr": 0.1, "sr": 0.15, "mk": 0.11, "el": 0.13},
    **{"bg": 0.11, "ro": 0.04, "sl": 0.04, "tr": 0.04},
}
# How often a pair of a source is drawn against one of the others of its language.
FIELD = ("lecturers", "strategies", "worries", "disciplines", "vocabulary")
PAIR_WEIGHT = {
    **{"mozilla-web": 2.0, "gnome-user-docs": 1.2, "moodlemobile": 2.0, "wikiedu": 2.5},
    **{"tatoeba": 0.7, "wordnet": 0.45, "aosp": 0.8, "libreoffice": 0.4, "kolibri": 1.5},
}
FIELD_WEIGHT = 4.0
# English prose: the share of what is drawn from each source.
PROSE_SHARE = {
    **{"corpora": 0.34, "collection": 0.08, "cisi": 0.1, "scifact": 0.14, "english": 0.1},
    **{"definitions": 0.15, "keywords": 0.01, "parallel": 0.08},
}
# Words, a sentence, two or three, a passage.
CROPS = (0.42, 0.42, 0.11, 0.05)
_LONGEST_WORDS = 80
_MOST_PIECES = 128  # a text of more is not read: a CPU's time is better spent on others
# For each alphabet, how often each of variants.VARIANTS is met.
_LATIN = (0.55, 0.2, 0.08, 0.17, 0, 0, 0, 0)
_CYRILLIC = (0.62, 0.22, 0, 0, 0.05, 0.05, 0.03, 0.03)
_VARIANT_SHARE: dict[str, tuple[float, ...]] = {
    "en": (0.75, 0.25, 0, 0, 0, 0, 0, 0),
    "latin": _LATIN,
    "sr": (0.36, 0.14, 0, 0, 0.27, 0.18, 0.025, 0.025),
    "mk": _CYRILLIC,
    "bg": _CYRILLIC,
    "el": (0.52, 0.18, 0.05, 0.15, 0.03, 0, 0.035, 0.035),
}
_JOINED = 0.08  # of the pairs, how many are two or more rows, one after another
_BARE = 0.25  # how often the sign at the end is left out


@dataclass(frozen=True)
class Plan:
    """How large a batch is, and how much of it is English prose."""

    texts: int
    prose: float = 0.4
    student_room: int = 0
    teacher_room: int = 0
    seed: int = 11


@dataclass(frozen=True)
class Batch:
    """What student and teacher read. `passage` says which texts are long enough to be found."""

    student: Rows
    teacher: Rows
    texts: int
    passage: torch.Tensor
    prose: torch.Tensor


def _spans(starts: Numbers, lengths: Numbers) -> Numbers:
    """Return the places starts[0], starts[0] + 1, ..., then those of the next span."""
    ends = np.cumsum(lengths)
    inside = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
    return np.asarray(np.repeat(starts, lengths) + inside, np.int64)


def _sums(values: Numbers, lengths: Numbers) -> Numbers:
    """Return the sum of each row of `values`, whose rows have these lengths."""
    total = np.concatenate([[0], np.cumsum(values)])
    ends = np.cumsum(lengths)
    return np.asarray(total[ends] - total[ends - lengths], np.int64)


class Examples:
    """The arrays of a training set, and how batches are drawn from them."""

    def __init__(self, folder: Path) -> None:
        with np.load(folder / "examples.npz") as stored:
            self._all: dict[str, NDArray[Any]] = {name: stored[name] for name in stored.files}
        self._names: dict[str, list[str]] = json.loads((folder / "examples.json").read_text("utf8"))
        for name in ("student_starts", "teacher_starts", "text_starts"):
            self._all[name] = self._all[name].astype(np.int64)
        self._pair_chance = np.cumsum(self._pair_weights())
        self._prose_rows, self._prose_chance = self._prose_weights()
        self._pair_order = self._rows_by_language()
        self._sentences, self._sentence_starts = self._sentence_places()

    def _pair_weights(self) -> NDArray[np.float64]:
        """Return the chance of each pair."""
        names, languages = self._names["sources"], self._names["languages"]
        per_source = [FIELD_WEIGHT if n in FIELD else PAIR_WEIGHT.get(n, 1.0) for n in names]
        weights = np.array(per_source)[self._all["pair_source"]]
        # A single word is soon learnt.
        lengths = np.diff(self._all["text_starts"])[self._all["pair_other"]]
        weights = weights * np.minimum(1.0, 0.3 + 0.15 * lengths) * np.minimum(1.0, 14 / lengths)
        for number, language in enumerate(languages):
            own = self._all["pair_language"] == number
            if own.any():
                weights[own] *= LANGUAGE_SHARE[language] / weights[own].sum()
        return np.asarray(weights / weights.sum(), np.float64)

    def _prose_weights(self) -> tuple[Numbers, NDArray[np.float64]]:
        """Return the texts that are prose, English sides of pairs too, and their chances."""
        lengths = np.diff(self._all["text_starts"])
        parallel = np.unique(self._all["pair_english"])
        texts = np.concatenate([self._all["prose_text"], parallel]).astype(np.int64)
        names = self._names["sources"]
        sources = np.concatenate(
            [self._all["prose_source"], np.full(len(parallel), len(names), np.int8)]
        )
        weights = lengths[texts].astype(np.float64)
        for number, name in enumerate([*names, "parallel"]):
            own = sources == number
            if own.any():
                weights[own] *= PROSE_SHARE[name] / weights[own].sum()
        return texts, np.cumsum(weights / weights.sum())

    def _rows_by_language(self) -> list[Numbers]:
        languages = self._all["pair_language"]
        return [np.flatnonzero(languages == n) for n in range(len(self._names["languages"]))]

    def _sentence_places(self) -> tuple[Numbers, Numbers]:
        """Return where sentences begin in the row of all words, and the first one of each text."""
        words, starts = self._all["text_words"], self._all["text_starts"]
        begins = np.zeros(len(words) + 1, bool)
        begins[1:] = self._all["ends"][words]
        begins[starts] = True
        places = np.flatnonzero(begins)
        return places, np.searchsorted(places, starts)

    # -- drawing ----------------------------------------------------------------------------

    def batch(self, step: int, plan: Plan) -> Batch:
        """Return the batch of a step."""
        draw = np.random.default_rng((plan.seed, step))
        prose = round(plan.texts * plan.prose)
        begin, length, variant = self._draw_prose(prose, draw)
        student = [self._all["text_words"][_spans(begin, length)]]
        teacher = [student[0]]
        lengths, own_lengths, chosen = [length], [length], [variant]
        other, english = self._draw_pairs(plan.texts - prose, draw)
        for rows, words, counts in ((other, student, lengths), (english, teacher, own_lengths)):
            words.append(rows[0])
            counts.append(rows[1])
        chosen.append(other[2])
        order = draw.permutation(plan.texts)
        return self._assemble(
            (np.concatenate(student), np.concatenate(lengths), np.concatenate(chosen)),
            (np.concatenate(teacher), np.concatenate(own_lengths)),
            (order, prose, plan, draw),
        )

    def _draw_prose(
        self, count: int, draw: np.random.Generator
    ) -> tuple[Numbers, Numbers, Numbers]:
        """Return place, length and variant of pieces cut from English prose."""
        picked = np.searchsorted(self._prose_chance, draw.random(count) * self._prose_chance[-1])
        texts = self._prose_rows[np.minimum(picked, len(self._prose_rows) - 1)]
        start, end = self._all["text_starts"][texts], self._all["text_starts"][texts + 1]
        first, last = self._sentence_starts[texts], self._sentence_starts[texts + 1]
        sentence = first + (draw.random(count) * np.maximum(last - first, 1)).astype(np.int64)
        kind = draw.choice(4, count, p=CROPS)
        begin = self._sentences[sentence]
        anywhere = start + (draw.random(count) * (end - start)).astype(np.int64)
        begin = np.where((kind == 0) & (draw.random(count) < 0.7), anywhere, begin)
        many = np.where(kind == 1, 1, draw.integers(2, 4, count))
        after = self._sentences[np.minimum(sentence + many, last)]
        words = np.select(
            [kind == 0, kind == 3],
            [draw.integers(1, 13, count), draw.integers(30, _LONGEST_WORDS, count)],
            np.minimum(after - begin, 40),
        )
        length = np.clip(np.minimum(words, end - begin), 1, _LONGEST_WORDS)
        variant = draw.choice(8, count, p=_VARIANT_SHARE["en"])
        return begin, length, variant

    def _draw_pairs(
        self, count: int, draw: np.random.Generator
    ) -> tuple[tuple[Numbers, Numbers, Numbers], tuple[Numbers, Numbers]]:
        """Return words, lengths and variants of foreign texts; words and lengths of the English."""
        picked = np.searchsorted(self._pair_chance, draw.random(count) * self._pair_chance[-1])
        picked = np.minimum(picked, len(self._pair_chance) - 1)
        parts = np.ones(count, np.int64)
        joined = draw.random(count) < _JOINED
        parts[joined] = np.where(
            draw.random(joined.sum()) < 0.6, 2, draw.integers(3, 5, joined.sum())
        )
        members = np.repeat(picked, parts)
        heads = np.cumsum(parts) - parts
        followers = np.ones(len(members), bool)
        followers[heads] = False
        members[followers] = self._companions(members[followers], draw)
        other = self._joined(self._all["pair_other"][members], parts)
        english = self._joined(self._all["pair_english"][members], parts)
        variant = self._pair_variants(picked, draw)
        return (*other, variant), english

    def _companions(self, members: Numbers, draw: np.random.Generator) -> Numbers:
        """Return another pair of the same language for each of `members`."""
        chance = self._pair_chance
        languages = self._all["pair_language"]
        others = np.minimum(
            np.searchsorted(chance, draw.random(len(members)) * chance[-1]), len(chance) - 1
        )
        for language in np.unique(languages[members]):
            own = languages[members] == language
            wrong = own & (languages[others] != language)
            rows = self._pair_order[int(language)]
            others[wrong] = rows[draw.integers(0, len(rows), wrong.sum())]
        return np.asarray(others, np.int64)

    def _joined(self, texts: NDArray[np.int32], parts: Numbers) -> tuple[Numbers, Numbers]:
        start = self._all["text_starts"][texts]
        length = self._all["text_starts"][texts.astype(np.int64) + 1] - start
        words = self._all["text_words"][_spans(start, length)]
        return words.astype(np.int64), _sums(length, parts)

    def _pair_variants(self, picked: Numbers, draw: np.random.Generator) -> Numbers:
        drawn = np.zeros(len(picked), np.int64)
        language = self._all["pair_language"][picked]
        own = self._all["pair_alphabet"][picked]
        for number, name in enumerate(self._names["languages"]):
            for letters in (False, True):
                here = (language == number) & (own == letters)
                if not here.any():
                    continue
                share = _VARIANT_SHARE[name if letters or name == "en" else "latin"]
                drawn[here] = draw.choice(len(variants.VARIANTS), int(here.sum()), p=share)
        return drawn

    # -- word pieces ------------------------------------------------------------------------

    def _assemble(
        self,
        student: tuple[Numbers, Numbers, Numbers],
        teacher: tuple[Numbers, Numbers],
        rest: tuple[Numbers, int, Plan, np.random.Generator],
    ) -> Batch:
        """Cut what was drawn into word pieces, as many texts as have room."""
        (words, lengths, variant), (own_words, own_lengths) = student, teacher
        order, prose, plan, draw = rest
        last = np.cumsum(lengths) - 1
        bare = draw.random(len(lengths)) < _BARE
        words = words.copy()
        words[last[bare]] = self._all["bare"][words[last[bare]]]
        spelt = self._all["variants"][words, np.repeat(variant, lengths)].astype(np.int64)
        read = self._pieces("student", spelt, lengths)
        own = self._pieces("teacher", own_words.astype(np.int64), own_lengths)
        fits = (read[1] <= _MOST_PIECES) & (own[1] <= _MOST_PIECES) & (own[1] > 0) & (read[1] > 0)
        order = order[fits[order]]
        room = np.cumsum(read[1][order] + 2) <= (plan.student_room or 1 << 60)
        room &= np.cumsum(own[1][order] + 2) <= (plan.teacher_room or 1 << 60)
        order = order[room]
        order = order[np.argsort(read[1][order], kind="stable")]
        return Batch(
            _rows(read, order, (0, 2), plan.texts, plan.student_room),
            _rows(own, order, (101, 102), plan.texts, plan.teacher_room),
            len(order),
            torch.from_numpy(own_lengths[order] >= 12),
            torch.from_numpy(order < prose),
        )

    def _pieces(self, who: str, words: Numbers, lengths: Numbers) -> tuple[Numbers, Numbers]:
        starts = self._all[f"{who}_starts"]
        begin, sizes = starts[words], starts[words + 1] - starts[words]
        pieces = self._all[f"{who}_pieces"][_spans(begin, sizes)].astype(np.int64)
        return pieces, _sums(sizes, lengths)


def _rows(
    read: tuple[Numbers, Numbers], order: Numbers, marks: tuple[int, int], texts: int, room: int
) -> Rows:
    """Return the texts in this order between marks, filled up to `room` by empty texts.

    The filling is one text of one mark, then texts of up to 200, so that all batches of a plan
    are of one shape.
    """
    pieces, lengths = read
    starts = (np.cumsum(lengths) - lengths)[order]
    inner = lengths[order]
    sizes = inner + 2
    if room:
        sizes = np.concatenate(
            [sizes, _filling(room - int(sizes.sum()), texts + _SPARE - len(order))]
        )
    ends = np.cumsum(sizes)
    numbers = np.full(int(ends[-1]), marks[0], np.int64)
    places = (ends - sizes)[: len(order)]
    numbers[_spans(places + 1, inner)] = pieces[_spans(starts, inner)]
    numbers[places + inner + 1] = marks[1]
    text = np.repeat(np.arange(len(sizes)), sizes)
    place = np.arange(len(numbers)) - np.repeat(ends - sizes, sizes)
    every = np.concatenate([[0], ends]).astype(np.int32)
    columns = [torch.from_numpy(column.astype(np.int32)) for column in (numbers, place, text)]
    return Rows(columns[0], columns[1], columns[2], torch.from_numpy(every), 256)


_SPARE = 160  # texts of 200 pieces: more than is ever left of a batch's room


def _filling(left: int, texts: int) -> Numbers:
    """Return the lengths of `texts` empty texts, together `left` pieces."""
    sizes = np.zeros(texts, np.int64)
    whole, rest = divmod(left, 200)
    sizes[:whole] = 200
    sizes[whole] = rest
    return sizes
