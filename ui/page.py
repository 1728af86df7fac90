"""What every part of a screen needs: what is shown, to whom, and the words for it."""

from dataclasses import dataclass, replace

from ui.markup import Html, escape, joined, text
from ui.view import View
from ui.wording import Translator, said_number


@dataclass(frozen=True)
class Page:
    """One page: the view, the language of the interface, and the way to say a key in it."""

    view: View
    language: str
    translate: Translator

    @property
    def reads(self) -> tuple[str, ...]:
        """The languages to recommend in: those that the reader chose, else that of the page."""
        return self.view.reads or (self.language,)

    def counted(self, name: str, count: int) -> Html:
        """Return a name with how many there are of it; the number never stands alone on a line."""
        many = text("small", said_number(count, self.language))
        return joined([escape(name), many], "\u00a0")

    def showing(self, view: View) -> "Page":
        """Return the same page of another view."""
        return replace(self, view=view)
