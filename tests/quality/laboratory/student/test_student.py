"""The student's training reads what it is meant to read, and its packed model is BERT."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs PyTorch: make test-all fetches it")

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
from transformers import BertConfig, BertModel

from tests.quality.laboratory.student import start
from tests.quality.laboratory.student.examples import check_cutting, cut
from tests.quality.laboratory.student.held_out import HeldOut
from tests.quality.laboratory.student.packed import Encoder, Rows, Shape, from_bert, to_bert
from tests.quality.laboratory.student.sources import Pair, teaching_rows
from tests.quality.laboratory.student.train import losses
from tests.quality.laboratory.student.variants import VARIANTS, word_variants, writers


def rows(texts: Sequence[Sequence[int]]) -> Rows:
    sizes = [len(text) for text in texts]
    return Rows(
        pieces=torch.tensor([piece for text in texts for piece in text]),
        place=torch.tensor([place for size in sizes for place in range(size)]),
        text=torch.tensor([number for number, size in enumerate(sizes) for _ in range(size)]),
        starts=torch.tensor([0, *np.cumsum(sizes)]),
        longest=max(sizes),
    )


def small_bert() -> torch.nn.Module:
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=50,
        hidden_size=24,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=48,
        max_position_embeddings=40,
        layer_norm_eps=1e-12,
    )
    bert: torch.nn.Module = BertModel(config, add_pooling_layer=False)
    return bert.eval()


def test_texts_without_padding_get_the_vectors_that_bert_gives_each_alone() -> None:
    bert = small_bert()
    shape = Shape(50, 2, width=24, heads=4, inner=48, positions=40)
    encoder = Encoder(shape, mapped=False).eval()
    encoder.load_state_dict(from_bert(bert.state_dict(), 2))
    texts = [[7, 8], [3, 9, 4], [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]]
    with torch.no_grad():
        packed = encoder(rows(texts))
        alone = [bert(torch.tensor([text])).last_hidden_state[0].mean(0) for text in texts]
    expected = torch.nn.functional.normalize(torch.stack(alone), dim=1)
    assert torch.allclose(packed, expected, atol=1e-5)


def test_parameters_go_to_bert_and_back() -> None:
    bert = small_bert().state_dict()
    again = to_bert(from_bert(bert, 2), 2)
    assert all(
        torch.equal(value, bert[name]) for name, value in again.items() if "token_type" not in name
    )


def tokenizer() -> Tokenizer:
    pieces = [("<s>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0), *[(c, -2.0) for c in "abc"]]
    made = Tokenizer(models.Unigram(pieces, unk_id=2, byte_fallback=False))
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=True)
    made.decoder = decoders.Metaspace(prepend_scheme="always")
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 1)]
    )
    return made


def test_words_cut_one_by_one_are_the_pieces_of_the_text_without_marks() -> None:
    whole = tokenizer().encode("ab c", add_special_tokens=False).ids
    assert [piece for word in cut(tokenizer(), ["ab", "c"]) for piece in word] == whole
    check_cutting(tokenizer(), ["ab c", "b"])


def test_a_cut_that_looks_across_spaces_is_refused() -> None:
    across = tokenizer()
    across.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first", split=False)
    pieces = [("<unk>", 0.0), ("▁", -2.0), ("a", -2.0), ("b", -2.0), ("a▁b", -1.0)]
    across.model = models.Unigram(pieces, unk_id=0, byte_fallback=False)
    with pytest.raises(ValueError, match="another cut"):
        check_cutting(across, ["a b"])


@pytest.mark.parametrize(
    ("word", "language", "variant", "expected"),
    [
        ("Šećer", "latin", "plain lower", "secer"),
        ("Наставник", "sr", "latin", "Nastavnik"),
        ("љубав", "sr", "latin plain", "ljubav"),
        ("φοιτητές", "el", "plain", "φοιτητες"),
        ("мећава", "sr", "plain", "мећава"),
    ],
)
def test_a_word_is_typed_in_the_ways_of_its_language(
    word: str, language: str, variant: str, expected: str
) -> None:
    assert word_variants(word, language, writers(1))[VARIANTS.index(variant)] == expected


def test_what_is_held_out_is_refused_in_any_script_and_nearly() -> None:
    held_out = HeldOut(["како да мотивишем студенте прве године да долазе"])
    assert held_out.has("Kako da motivišem studente prve godine da dolaze?")
    assert held_out.has("kako da motivišem studente druge godine da dolaze")
    assert not held_out.has("kako da ocenim usmeni ispit")


def test_a_table_gives_a_pair_for_each_filled_cell(tmp_path: Path) -> None:
    (tmp_path / "few.tsv").write_text("en\tsq\tel\nmarks\tnota\t\n", "utf8")
    assert list(teaching_rows([tmp_path / "few.tsv"])) == [
        Pair("few", "en", "marks", "marks"),
        Pair("few", "sq", "marks", "nota"),
    ]


def test_four_bits_are_a_scale_and_nibbles_less_eight() -> None:
    block = np.zeros((1, 18), np.uint8)
    block[0, :2] = np.frombuffer(np.float16(0.5).tobytes(), np.uint8)
    block[0, 2] = 9 | (6 << 4)  # the first number of the low half, and of the high half
    values = start.unpacked(block)
    assert values.shape == (1, 32)
    assert values[0, 0] == 0.5  # (9 - 8) * 0.5
    assert values[0, 16] == -1.0  # (6 - 8) * 0.5
    assert values[0, 1] == -4.0  # (0 - 8) * 0.5


def test_a_student_equal_to_its_teacher_has_nothing_to_learn() -> None:
    teacher = torch.nn.functional.normalize(torch.randn(6, 8), dim=1)
    bank = torch.nn.functional.normalize(torch.randn(9, 8), dim=1)
    assert all(value.abs() < 1e-5 for value in losses(teacher, teacher, bank).values())
    other = losses(teacher.roll(1, 0), teacher, bank)
    assert all(value > 0.1 for value in other.values())
