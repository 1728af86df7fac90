"""Inflection: whether two folded words with a common beginning may be forms of one word. Pure.

A stem is too coarse for that: `reduce` and `reducer` share one, and so do `student` and
`studentski`. Forms of a word differ in an ending of their language; what is derived from it has a
suffix that is none. Verbs, nouns and adjectives share one list of endings.
"""

from collections.abc import Mapping
from itertools import takewhile

from indexer.text.folding import fold
from indexer.text.language import macrolanguage

SHARED = 3  # letters at least that forms of a word share
_ENDINGS: Mapping[str, frozenset[str]] = {
    language: frozenset(["", *fold(endings).split()])
    for language, endings in {
        "en": "s es e d ed ing y ies ied",
        "hbs": "a e i o u om em oj ga og oga eg ega mu omu emu im ih ima ama ma ovi ova ove evi eva"
        " ovima evima m mo te š sh la le li lo ti t ju aju uju iju ao io n na no ne ni an ana ano"
        " ane ani en ena eno ene eni jen jena jeno jene j je jem ja jama",
        "mk": "а о е и у от та то те ов ва во ве он на но не ите ата ото ови еви ам аш аме ат ете"
        " еме еа евме ев аф л ла ло ле ан ана ано ани ен ена ено ени т",
        "bg": "а о е и у я ът ят та то те ите ата ото ята ия ията ове овете еве ам аш аме ат ете ем"
        " еш им иш ите яш яме ят л ла ло ли т н на но ни ан ана ано ани ен ена ено ени х ха хме"
        " хте ът щ ща що щи",
        "sq": "a ë e i u in it n t s t ët at të ve ne sh ni ri ja je jes jen imi imin imit eve ëve"
        " ave ash ish esh ës en ën ri rin rit uar ur ohet oj ojnë jnë im ime imet imeve",
        "el": "α η ο ι υ ου ω ος ον οι ους ων ας ες ης εις εως ις ια ιο ιοι ιων ιας ιες αι ε ει"
        " ουμε ετε ουν ουνε με τε ν αμε ατε ανε ησε ησει ησουν ησω σ σω σε σει σουν σετε εται"
        " ονται ομαι ηκε ηκαν ματα ματος ματων μα ατα ατος ατων",
    }.items()
}


def may_be_forms(word: str, other: str, language: str) -> bool:
    """Whether two folded words differ only in endings of `language`, a tag.

    Of a language without a list here, each word has but one form.
    """
    endings = _ENDINGS.get(macrolanguage(language), frozenset([""]))
    pairs = zip(word, other, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    # What both have before their endings may belong to them: stud|y and stud|ies.
    return word == other or any(
        word[place:] in endings and other[place:] in endings
        for place in range(max(SHARED, shared - 2), shared + 1)
    )
