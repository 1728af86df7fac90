"""The strings of a language as plain text: those that count with all their forms."""

from ui.wording import strings


def said(language: str) -> dict[str, str]:
    """Return every string; the forms of one that counts stand behind each other."""
    return {
        key: phrase if isinstance(phrase, str) else "\n".join(phrase.values())
        for key, phrase in strings(language).items()
    }
