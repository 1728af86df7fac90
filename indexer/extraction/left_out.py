"""What is said of the parts of a document that are not read, in the same words in every format."""

from collections.abc import Sequence


def comments_left_out(count: int) -> tuple[str, ...]:
    """Return the finding that reviewers' comments are no part of the text; none of no comments."""
    return (f"comments of reviewers left out: {count}",) if count else ()


def hidden_text_left_out(count: int) -> tuple[str, ...]:
    """Return the finding that text which its author hid is left out, in so many places."""
    return (f"hidden text left out: {count}",) if count else ()


def deletions_left_out(count: int) -> tuple[str, ...]:
    """Return the finding that text deleted in tracked changes is left out, in so many places."""
    return (f"text deleted in tracked changes left out: {count}",) if count else ()


def hidden_parts(kind: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the finding that hidden parts of a `kind` (sheets, slides) are not read."""
    return (f"Hidden {kind}, not read: {', '.join(names)}.",) if names else ()


def lines_left_out(count: int) -> tuple[str, ...]:
    """Return the finding that hidden rows and columns of sheets are not read."""
    return (f"Hidden rows and columns, not read: {count}.",) if count else ()


def letters_lost(count: int) -> tuple[str, ...]:
    """Return the problem that letters are given by numbers that no letter has; none of none."""
    return (f"letters with a number that no letter has: {count}",) if count else ()


def equations_unread(count: int) -> tuple[str, ...]:
    """Return the problem that equations are objects without text; none of no such equations."""
    if not count:
        return ()
    return (f"equations of an old equation editor that could not be read: {count}",)
