"""Which parts of a passage may each answer a question."""

from indexer.text.answers import answer_spans


def answers(text: str, *, within_table: bool = False) -> list[str]:
    return [text[start:end] for start, end in answer_spans(text, within_table=within_table)]


def test_sentences_and_rows_answer_in_order() -> None:
    table = "Level | Points\nclear | 2\nnone | 0"
    text = f"Let them vote first. Why?\n\n{table}\n\nThen they talk in pairs."
    assert answers(text) == [
        "Let them vote first.",
        "clear | 2",
        "none | 0",
        "Then they talk in pairs.",
    ]
    assert answers("clear | 2\nnone | 0", within_table=True) == ["clear | 2", "none | 0"]


def test_headings_and_disclaimers_do_not_answer() -> None:
    text = (
        "Steps\n\nThe case describes no real class or institution. Give them two minutes to write."
    )
    assert answers(text) == ["Give them two minutes to write."]
