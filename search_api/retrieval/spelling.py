"""Did you mean: misspelt words of a question corrected by the collection's own words.

Only words of the collection are offered: no dictionary has the network's terms. They are offered
as the texts write them, in the script of the question. A word that the encoder knows is not taken
for misspelt, even if no text has it.
"""

from collections import Counter
from collections.abc import Sequence

from indexer.catalogue import Catalogue, finding, passages
from indexer.text.folding import fold, words
from indexer.text.keywords import is_content_word
from indexer.text.language import script
from indexer.text.stemming import CUT, forms
from search_api.retrieval.edit_distance import SHORTEST
from search_api.retrieval.full_text import quoted
from search_api.retrieval.index_reader import Searcher

_TRIED = 5  # candidates for a misspelt word
_LOOKED_AT = 20  # passages from which the usual way of writing a word is taken


def did_you_mean(searcher: Searcher, text: str) -> str | None:
    """Return the question with its unknown words corrected, or None where none can be.

    A question with mostly unknown words is taken to be in another language, not misspelt.
    """
    places = [(start, end, fold(text[start:end])) for start, end in words(text)]
    content = [place for place in places if is_content_word(place[2]) and place[2].isalpha()]
    long = [place for place in content if len(place[2]) >= SHORTEST]
    in_use = _in_use(searcher, list(dict.fromkeys(word for _, _, word in long)))
    unknown = [place for place in long if place[2] not in in_use]
    if not unknown or len(unknown) * 2 > max(len(content), 2):
        return None
    corrected = text
    for start, end, word in reversed(unknown):
        better = searcher.vocabulary().nearest(word)[:_TRIED]
        shown = _in_script(searcher.catalogue, better, script(text[start:end]))
        if shown is not None:
            corrected = corrected[:start] + shown + corrected[end:]
    return corrected if corrected != text else None


def _in_script(catalogue: Catalogue, candidates: Sequence[str], writing: str) -> str | None:
    """Return the first of the folded words `candidates` that texts write in the script `writing`.

    Where no text does, the first candidate whose folded letters are of that script: for Latin,
    letters without their accents are better than nothing.
    """
    forms_in_script = (_as_written(catalogue, word, writing) for word in candidates)
    written = next((form for form in forms_in_script if form is not None), None)
    return written or next((word for word in candidates if script(word) == writing), None)


def _in_use(searcher: Searcher, asked: Sequence[str]) -> set[str]:
    """Return those words that the texts have, in this or another form, or that the encoder knows.

    Another form is one with the same stem. The cut after CUT letters, which `forms` also gives,
    does not count: a misspelt word often shares it.
    """
    in_use = set(searcher.frequencies(asked, "body"))
    others = {word: {*forms(word)} - {word[:CUT]} for word in asked if word not in in_use}
    stems = searcher.frequencies(set().union(*others.values()), "stems")
    in_use |= {word for word, theirs in others.items() if not theirs.isdisjoint(stems)}
    if not in_use.issuperset(asked):
        in_use |= searcher.encoder.known_words(asked)
    return in_use


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
