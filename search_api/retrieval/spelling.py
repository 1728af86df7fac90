"""Did you mean: misspelt words of a question corrected by the words of the collection.

A word is misspelt when nobody knows it: not the texts, not the dictionaries (the lexicon), not
the encoder. The languages of the network inflect, and no dictionary has every form, so a word
outside English that differs from a known form only at its end is taken for another form of it, if
it ends as forms do. A word typed without its marks is no slip: folding has removed them on both
sides.

Words of the collection are offered, as the texts write them and in the script of the question,
in English also those of the dictionary: a near word that is not in the texts is more likely
meant than a distant one that is. Two slips are set right in an English word of five letters, in
another one of eight.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from indexer.catalogue import Catalogue, finding, passages
from indexer.text.folding import fold, words
from indexer.text.keywords import is_content_word
from indexer.text.language import script
from indexer.text.scripts import to_serbian_cyrillic
from indexer.text.stemming import CUT, forms
from search_api.retrieval.edit_distance import SHORTEST, within
from search_api.retrieval.full_text import quoted
from search_api.retrieval.index_reader import Searcher

_TRIED = 5  # candidates for a misspelt word
_LOOKED_AT = 20  # passages from which the usual way of writing a word is taken
_TWO_SLIPS = 8  # letters from which two edits are allowed
_TWO_SLIPS_ENGLISH = 5
_MOST_MISSPELT = 12  # words; looking for the neighbours of one takes some 10 ms of CPU
_MOSTLY_ENGLISH = 0.6  # of the words that are not misspelt
_ENDING = 2  # letters in which forms of a word differ most often


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the question, as typed from `start` to `end`, and folded."""

    start: int
    end: int
    typed: str
    folded: str


def did_you_mean(searcher: Searcher, text: str) -> str | None:
    """Return the question with its misspelt words corrected, or None where none can be.

    Where most words are unknown, it is rather in another language than misspelt: then each must
    have a neighbour one slip away. Where very many are, it is no question that somebody typed.
    """
    asked = [
        _Word(start, end, text[start:end], fold(text[start:end])) for start, end in words(text)
    ]
    content = [word for word in asked if is_content_word(word.folded) and word.folded.isalpha()]
    long = [word for word in content if len(word.folded) >= SHORTEST]
    context = _Context.of(searcher, asked, long)
    misspelt = [
        word for word in long if word.folded in context.unknown and not _is_name(word, text)
    ]
    if len(misspelt) > _MOST_MISSPELT:
        return None
    certain = len(misspelt) * 2 <= max(len(content), 2)
    better = {word: context.nearest(word, one_slip=not certain) for word in misspelt}
    if not (certain or all(better.values())):
        return None
    corrected = text
    for word, candidates in reversed(better.items()):
        shown = _in_script(
            searcher.catalogue, candidates[:_TRIED], script(word.typed), context.spoken
        )
        if shown is not None:
            corrected = corrected[: word.start] + shown + corrected[word.end :]
    return corrected if corrected != text else None


@dataclass(frozen=True, slots=True)
class _Context:
    """What the words around a misspelt one say.

    `unknown` are the folded words that are misspelt. `spoken` are the languages that most of the
    others belong to, several where they are equal; none where all are unknown.
    """

    searcher: Searcher
    unknown: frozenset[str]
    doubtful: frozenset[str]
    spoken: frozenset[str]
    is_english: bool

    @classmethod
    def of(cls, searcher: Searcher, asked: Sequence[_Word], long: Sequence[_Word]) -> "_Context":
        """Judge the words of a question, of which `long` may be misspelt."""
        tried = list(dict.fromkeys(word.folded for word in long))
        unknown = set(tried) - in_texts(searcher, tried)
        unknown -= in_dictionaries(searcher, list(unknown)).keys()
        others = {word.folded for word in asked if len(word.folded) >= SHORTEST} - unknown
        languages = in_dictionaries(searcher, list(others))
        votes = Counter(language for some in languages.values() for language in some)
        most = max(votes.values(), default=0)
        spoken = frozenset(language for language, count in votes.items() if count == most)
        is_english = spoken == {"en"} and most >= _MOSTLY_ENGLISH * len(others)
        if not is_english:  # the encoder's words and the other endings are all but English
            unknown -= searcher.encoder.known_words(list(unknown))
        lexicon = searcher.lexicon
        likely = [] if is_english else [word for word in unknown if lexicon.has_usual_ending(word)]
        doubtful = lexicon.has_other_endings(likely)
        if spoken:
            unknown -= doubtful
        return cls(searcher, frozenset(unknown), frozenset(doubtful), spoken, is_english)

    def nearest(self, word: _Word, *, one_slip: bool) -> list[str]:
        """Return the folded words that may be meant, the likeliest first."""
        folded = word.folded
        at_least = _TWO_SLIPS_ENGLISH if self.is_english else _TWO_SLIPS
        most = 1 if one_slip or len(folded) < at_least else 2
        words_with, lexicon = self.searcher.words_beginning_with, self.searcher.lexicon
        ours = within(folded, _beginning_alike(folded, words_with), most)
        likely: list[tuple[float, int, str]] = [
            (distance, -words_with(term[0])[term], term) for term, distance in ours.items()
        ]
        if self.is_english:
            new = within(folded, _beginning_alike(folded, lexicon.english), most)
            likely += [(new[term] + 0.5, 0, term) for term in new.keys() - ours.keys()]
        return self._fitting(folded, [term for _, _, term in sorted(likely)])

    def _fitting(self, folded: str, likely: Sequence[str]) -> list[str]:
        """Return those that are of the question's language, and no other form of the word."""
        languages = in_dictionaries(self.searcher, likely) if self.spoken else {}
        fitting = [
            term
            for term in likely
            if term not in languages or not self.spoken.isdisjoint(languages[term])
        ]
        if self.is_english or not self.searcher.lexicon.has_usual_ending(folded):
            return fitting
        if folded in self.doubtful:
            languages = in_dictionaries(self.searcher, fitting)
            return [term for term in fitting if "en" in languages.get(term, ())]
        return [term for term in fitting if not _is_other_form(folded, term)]


def _beginning_alike(folded: str, beginning_with: Callable[[str], Iterable[str]]) -> list[str]:
    """Return the words with the same first letter, and those with the first two swapped."""
    swapped = folded[1] + folded[0]
    others = (term for term in beginning_with(folded[1]) if term.startswith(swapped))
    return [*beginning_with(folded[0]), *others]


def _is_name(word: _Word, text: str) -> bool:
    """Whether a word has a capital letter that does not begin the question."""
    return word.start > 0 and word.typed[0].isupper() and not text.isupper()


def _is_other_form(word: str, term: str) -> bool:
    """Whether two words differ only at their end."""
    pairs = zip(word, term, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return shared >= max(SHORTEST, len(word) - _ENDING)


def in_dictionaries(searcher: Searcher, asked: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return the languages of those words that the dictionaries have, in either spelling of đ."""
    spellings = {word: _with_dj(word) for word in asked}
    languages = searcher.lexicon.languages([form for some in spellings.values() for form in some])
    return {
        word: frozenset().union(*(languages.get(form, ()) for form in some))
        for word, some in spellings.items()
        if not languages.keys().isdisjoint(some)
    }


def _with_dj(word: str) -> list[str]:
    """Return the word, and with each d written dj: `fold` makes đ so, but people type it d."""
    places = [place for place, letter in enumerate(word) if letter == "d"]
    return [word, *(f"{word[:place]}dj{word[place + 1 :]}" for place in places)]


def in_texts(searcher: Searcher, asked: Sequence[str]) -> set[str]:
    """Return those words that the texts have, in this or another form, or spelling of đ.

    Another form is one with the same stem. The cut after CUT letters, which `forms` also gives,
    does not count: a misspelt word often shares it.
    """
    spellings = {word: set(_with_dj(word)) for word in asked}
    in_use = searcher.frequencies(set().union(*spellings.values()), "body").keys()
    others = {word: {*forms(word)} - {word[:CUT]} for word in asked}
    stems = searcher.frequencies(set().union(*others.values()), "stems").keys()
    return {
        word
        for word in asked
        if not (spellings[word].isdisjoint(in_use) and others[word].isdisjoint(stems))
    }


def _in_script(
    catalogue: Catalogue, candidates: Sequence[str], writing: str, spoken: frozenset[str]
) -> str | None:
    """Return the first of the folded words `candidates` that texts write in the script `writing`.

    Where no text does, a Serbian word is shown in Cyrillic all the same; else the first candidate
    whose folded letters are of that script: for Latin, letters without their accents are better
    than nothing.
    """
    written = _first_written(catalogue, candidates, writing)
    if written is None and writing == "Cyrl" and spoken == {"hbs"}:
        latin = _first_written(catalogue, candidates, "Latn")
        return latin and to_serbian_cyrillic(latin)
    return written or next((word for word in candidates if script(word) == writing), None)


def _first_written(catalogue: Catalogue, candidates: Sequence[str], writing: str) -> str | None:
    forms_in_script = (_as_written(catalogue, word, writing) for word in candidates)
    return next((form for form in forms_in_script if form is not None), None)


def _as_written(catalogue: Catalogue, word: str, writing: str) -> str | None:
    """Return a folded word as the texts write it most often in the script `writing`.

    None where no text writes it so. Lower-case is preferred to a word that only begins a sentence.
    """
    ids = finding.passages_with(catalogue, f"body : {quoted(word)}")[:_LOOKED_AT]
    texts = [stored.passage.text for stored in passages.by_id(catalogue, ids.tolist()).values()]
    counts = Counter(
        text[start:end]
        for text in texts
        for start, end in words(text)
        if fold(text[start:end]) == word and script(text[start:end]) == writing
    )
    return min(counts, key=lambda form: (not form.islower(), -counts[form], form), default=None)
