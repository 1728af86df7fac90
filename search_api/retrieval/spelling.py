"""Did you mean: misspelt words of a question corrected by the collection's own words.

The words that the collection has are what is offered: no list of a language would know the
network's terms. A word is offered as the texts write it, in the script of the question. A word
that the encoder knows is not misspelt, though no text has it.
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

_TRIED = 5  # words that may have been meant
_LOOKED_AT = 20  # passages that say how a word is written


def did_you_mean(searcher: Searcher, text: str) -> str | None:
    """Return the question with its unknown words set right, or None when nothing is to offer.

    A question most of whose words are unknown is in another language, not misspelt.
    """
    places = [(start, end, fold(text[start:end])) for start, end in words(text)]
    telling = [place for place in places if is_content_word(place[2]) and place[2].isalpha()]
    long = [place for place in telling if len(place[2]) >= SHORTEST]
    known = _known(searcher, list(dict.fromkeys(word for _, _, word in long)))
    unknown = [place for place in long if place[2] not in known]
    if not unknown or len(unknown) * 2 > max(len(telling), 2):
        return None
    corrected = text
    for start, end, word in reversed(unknown):
        better = searcher.vocabulary().nearest(word)[:_TRIED]
        shown = _in_script(searcher.catalogue, better, script(text[start:end]))
        if shown is not None:
            corrected = corrected[:start] + shown + corrected[end:]
    return corrected if corrected != text else None


def _in_script(catalogue: Catalogue, likely: Sequence[str], writing: str) -> str | None:
    """Return the first of the folded words `likely` that texts write in the script `writing`.

    Where none does, folded letters, which are Latin, will do for Latin ones.
    """
    written = (_as_written(catalogue, word, writing) for word in likely)
    found = next((form for form in written if form is not None), None)
    return found or next((word for word in likely if script(word) == writing), None)


def _known(searcher: Searcher, asked: Sequence[str]) -> set[str]:
    """Return those words that the texts have, in this form or another, or the encoder knows.

    Another form has the same stem; that the first letters are the same (stemming.CUT) proves none.
    """
    found = set(searcher.frequencies(asked, "body"))
    others = {word: {*forms(word)} - {word[:CUT]} for word in asked if word not in found}
    stems = searcher.frequencies(set().union(*others.values()), "stems")
    found |= {word for word, theirs in others.items() if not theirs.isdisjoint(stems)}
    if not found.issuperset(asked):
        found |= searcher.encoder.known_words(asked)
    return found


def _as_written(catalogue: Catalogue, word: str, writing: str) -> str | None:
    """Return a folded word as the texts write it most often in the script `writing`.

    None where no text writes it so. Lower-case is preferred to a word that only begins a sentence.
    """
    ids = finding.passages_with(catalogue, f"body : {quoted(word)}")[:_LOOKED_AT]
    texts = [one.passage.text for one in passages.by_id(catalogue, ids.tolist()).values()]
    found = Counter(
        text[start:end]
        for text in texts
        for start, end in words(text)
        if fold(text[start:end]) == word and script(text[start:end]) == writing
    )
    return min(found, key=lambda form: (not form.islower(), -found[form], form), default=None)
