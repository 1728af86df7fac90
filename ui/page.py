"""What every part of a screen needs: what is shown, to whom, and the words for it."""

from dataclasses import dataclass, replace

from ui.state import View
from ui.wording import Translator


@dataclass(frozen=True)
class Page:
    """One page: the view, the language of the interface, and the way to say a key in it."""

    view: View
    language: str
    translate: Translator

    def showing(self, view: View) -> "Page":
        """Return the same page of another view."""
        return replace(self, view=view)
