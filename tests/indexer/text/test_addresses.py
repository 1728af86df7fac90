"""Passages keep their address as long as their text stays, and are found again after a change."""

from indexer.domain import Block
from indexer.text.addresses import addresses, nearest
from indexer.text.splitting import split

TEXTS = [
    "Students vote, then talk to a neighbour, then vote again, and the hall comes to life.",
    "A rubric with four criteria is read aloud before two hundred essays are marked.",
]


def test_an_address_depends_on_the_text_alone() -> None:
    first, second = addresses(TEXTS)
    assert addresses(TEXTS[::-1]) == [second, first]
    assert addresses([TEXTS[0].upper().replace(" ", "\n ")]) == [first]
    assert addresses(["Настава почиње."]) == addresses(["Nastava počinje"])
    assert len(first) == 16 and first != second


def test_equal_texts_are_numbered() -> None:
    first, second, third = addresses(["Again.", "Again.", "again"])
    assert (second, third) == (f"{first}-2", f"{first}-3")
    assert len(set(addresses(["", "!", "?"]))) == 3


def test_a_text_with_a_few_other_words_is_the_nearest() -> None:
    names = addresses(TEXTS)
    changed = TEXTS[1].replace("two hundred", "ninety")
    assert nearest(addresses([changed])[0], names) == names[1]
    (unlike,) = addresses(["Soil is dug up with a spade in the field."])
    assert nearest(unlike, names) is None
    assert nearest("33", names) is None
    assert nearest(names[0], []) is None


def test_what_comes_before_changes_no_address() -> None:
    later = [
        Block("Steps", level=1),
        Block(f"{TEXTS[0]} {TEXTS[1]} " * 2),
        Block("Marks", level=1),
        Block(TEXTS[1]),
    ]
    before = [Block("Aims", level=1), Block(f"{TEXTS[1]} More is said here. " * 3)]
    old = addresses([passage.text for passage in split(later)])
    new = addresses([passage.text for passage in split([*before, *later])])
    assert set(old) <= set(new)
