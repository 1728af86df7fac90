"""Fonts that show other letters than their text holds: those from before Unicode, and of signs."""

from indexer.extraction import legacy_fonts, symbol_fonts


def is_odd(font: str) -> bool:
    """Whether text in the font of that name may show other letters than it holds."""
    return legacy_fonts.is_legacy(font) or symbol_fonts.is_symbolic(font)


def letters_shown(text: str, font: str) -> tuple[str, str]:
    """Return what `text` shows in a font, and the note on it: empty where no letter changed."""
    shown = symbol_fonts.shown(legacy_fonts.written(text, font), font)
    if shown == text or not any(sign.isalpha() for sign in shown):
        return shown, ""
    return shown, symbol_fonts.NOTE if symbol_fonts.is_symbolic(font) else legacy_fonts.NOTE
