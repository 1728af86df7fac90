"""What is said of the parts of a document that are not read, in the same words in every format."""


def comments_left_out(count: int) -> tuple[str, ...]:
    """Return the finding that reviewers' comments are no part of the text; none of no comments."""
    return (f"comments of reviewers left out: {count}",) if count else ()


def equations_unread(count: int) -> tuple[str, ...]:
    """Return the problem that equations are objects without text; none of no such equations."""
    if not count:
        return ()
    return (f"equations of an old equation editor that could not be read: {count}",)
