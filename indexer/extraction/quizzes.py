"""The questions of quizzes as web pages: those of QTI (Common Cartridge), and Moodle's own. Pure.

Questions are read and the choices that they offer, never which of them are right.
"""

import html
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from indexer.text.cleaning import one_line

_NULL = "$@NULL@$"  # what Moodle writes for nothing
_CHOICES = ("simpleChoice", "inlineChoice", "simpleAssociableChoice", "hottext")  # of QTI 2
_IN_LINE = ("a", "b", "i", "em", "strong", "span", "sub", "sup", "code", "inlineChoiceInteraction")
_OFFERS = ("multichoice", "multichoiceset", "ordering")  # types whose answers a student is shown


def of_qti(root: Element) -> tuple[str, str]:
    """Return the title of a QTI quiz (1.2 or 2) and its questions as HTML; none give no HTML."""
    named = (node for node in root.iter() if local(node) in ("assessment", "assessmentItem"))
    title = next((node.get("title", "") for node in named if node.get("title")), "")
    questions = [_qti_question(node) for node in root.iter() if local(node) == "item"]
    questions += [_qti_2_question(node) for node in root.iter() if local(node) == "assessmentItem"]
    return one_line(title), "\n".join(filter(None, questions))


def _qti_question(item: Element) -> str:
    presentation = next((node for node in item.iter() if local(node) == "presentation"), None)
    if presentation is None:
        return ""
    labels = [node for node in presentation.iter() if local(node) == "response_label"]
    offered = [" ".join(_materials(label)) for label in labels]
    inside = {id(text) for label in labels for text in label.iter()}
    asked = "\n".join(_materials(presentation, without=inside))
    return _question(item.get("title", ""), asked, offered)


def _materials(node: Element, without: set[int] | None = None) -> Iterator[str]:
    """Yield the texts of a node as HTML, but for those of the elements (by id) in `without`."""
    for text in node.iter():
        if local(text) == "mattext" and id(text) not in (without or ()):
            words = "".join(text.itertext())
            is_html = text.get("texttype", "text/plain").lower() in ("text/html", "text/xhtml")
            yield words if is_html else html.escape(words)


def _qti_2_question(item: Element) -> str:
    body = next((node for node in item.iter() if local(node) == "itemBody"), None)
    if body is None:
        return ""
    offered = [
        html.escape(one_line("".join(choice.itertext())))
        for choice in body.iter()
        if local(choice) in _CHOICES
    ]
    return _question(item.get("title", ""), html.escape(one_line(_asked(body))), offered)


def _asked(body: Element) -> str:
    """Return the text of a question without the choices that it offers."""
    parts: list[str] = []
    todo: list[Element | str] = [body]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            parts.append(node)
        elif local(node) not in _CHOICES:
            inside: list[Element | str] = [node.text or ""]
            for child in node:
                inside += [child, child.tail or ""]
            space = "" if local(node) in _IN_LINE else " "
            todo.extend(reversed([space, *inside, space]))
    return "".join(parts)


def of_moodle(bank: Element) -> Iterator[tuple[str, str]]:
    """Yield the name of each category of a question bank, and its questions as HTML."""
    for category in bank.iter("question_category"):
        questions = "\n".join(_moodle_question(question) for question in _newest(category))
        if questions.strip():
            yield one_line(category.findtext("name") or ""), questions


def _newest(category: Element) -> Iterator[Element]:
    """Yield the questions of a category; of those with several versions, the last."""
    entries = list(category.iter("question_bank_entry"))
    for entry in entries:
        yield from list(entry.iter("question"))[-1:]
    if not entries:  # as Moodle wrote them before version 4
        yield from category.iter("question")


def _moodle_question(question: Element) -> str:
    offers = (question.findtext("qtype") or "") in _OFFERS
    answers = [text.text or "" for text in question.iter("answertext")] if offers else []
    matches = [match.findtext("questiontext") or "" for match in question.iter("match")]
    asked = question.findtext("questiontext") or ""
    texts = [text for text in (*answers, *matches) if text != _NULL]
    return _question(question.findtext("name") or "", "" if asked == _NULL else asked, texts)


def _question(name: str, asked: str, offered: list[str]) -> str:
    """Return a question as HTML: its name, its text, and the choices if it offers any."""
    if not one_line(asked):
        return ""
    choices = "".join(f"<li>{text}</li>" for text in offered if one_line(text))
    heading = f"<h2>{html.escape(one_line(name))}</h2>\n" if one_line(name) else ""
    return f"{heading}<div>{asked}</div>\n" + (f"<ul>{choices}</ul>" if choices else "")


def of_topic(root: Element) -> tuple[str, str]:
    """Return the title of a topic for discussion in a Common Cartridge, and its text as HTML."""
    parts = {local(node): node.text or "" for node in root}
    is_html = any(node.get("texttype") == "text/html" for node in root)
    text = parts.get("text", "")
    return one_line(parts.get("title", "")), text if is_html else html.escape(text)


def local(element: Element) -> str:
    """Return the name of an element without its namespace: each version of QTI has another."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
