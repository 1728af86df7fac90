"""Which language a tag names. The home of babel, which has the names of languages from CLDR.

A tag that names no language is refused: readers filter by language, and a filter "xx" helps
nobody. So are codes of countries (`gr` for Greek), with the language that is meant.
"""

from functools import cache

from babel import Locale
from babel.core import get_global

# CLDR's 600 languages lack these, which our resources are in.
_OURS = {"cnr": "Montenegrin", "hbs": "Bosnian/Croatian/Montenegrin/Serbian"}
_NO_LANGUAGE = {"und", "mul", "zxx", "root"}
# Deprecated and three-letter codes, where ours differ from CLDR's.
_ALIASES = {"sh": "hbs", "scc": "sr", "scr": "hr", "cnr": "cnr"}


def primary(code: str) -> str | None:
    """Return the code of a language as BCP 47 has it (`sq` for `alb`), None where it names none."""
    code = _ALIASES.get(code, code)
    alias = get_global("language_aliases").get(code, code) if code not in _OURS else code
    code = alias.partition("_")[0]
    return code if code in _languages() else None


def meant_by_country(code: str) -> str | None:
    """Return the language of a country whose code was given for it: `el` for `gr`."""
    likely = get_global("likely_subtags").get(f"und_{code.upper()}")
    return primary(likely.partition("_")[0]) if likely else None


def name(code: str) -> str:
    """Return the English name of a language."""
    return _languages()[code]


@cache
def _languages() -> dict[str, str]:
    names = {code: str(name) for code, name in Locale("en").languages.items()}
    return {code: name for code, name in names.items() if code not in _NO_LANGUAGE} | _OURS
