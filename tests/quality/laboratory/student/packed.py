"""BERT over a batch without padding: all texts' word pieces in one row, each reads its own text.

On CUDA the attention is flash attention over rows of unequal length; elsewhere the rows are
padded for the attention alone. The parameters can be read from and written as those of a
transformers BertModel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

_LAYER = "encoder.layer"


@dataclass(frozen=True)
class Shape:
    """The sizes of a BERT; `pieces` is the size of its vocabulary."""

    pieces: int
    layers: int
    width: int = 384
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    epsilon: float = 1e-12


@dataclass(frozen=True)
class Rows:
    """Word pieces of many texts, one text after another.

    `starts` has the place of each text's first piece and, last, the end of all; `text` says for
    each piece which text it is of; `place` where in its text it stands. No text is longer than
    `longest`.
    """

    pieces: Tensor
    place: Tensor
    text: Tensor
    starts: Tensor
    longest: int

    def to(self, device: torch.device) -> "Rows":
        """Return the same on another device."""
        tensors = (self.pieces, self.place, self.text, self.starts)
        pieces, place, text, starts = (tensor.to(device, non_blocking=True) for tensor in tensors)
        return Rows(pieces, place, text, starts, self.longest)


def _unequal(query: Tensor, key: Tensor, value: Tensor, rows: Rows) -> Tensor:
    from torch.nn.attention.varlen import varlen_attn

    mixed = varlen_attn(query, key, value, rows.starts, rows.starts, rows.longest, rows.longest)
    assert isinstance(mixed, Tensor)
    return mixed


@dataclass(frozen=True)
class Group:
    """Texts of like length: their pieces, from `first` to `end`, and the places in a padded row."""

    first: int
    end: int
    places: Tensor
    there: Tensor


def grouped(rows: Rows) -> list[Group]:
    """Return the texts in groups that are worth padding, for rows in the order of their length."""
    starts = rows.starts.tolist()
    sizes = [end - start for start, end in pairwise(starts)]
    groups: list[Group] = []
    first = 0
    while first < len(sizes):
        last, longest = first, sizes[first]
        while last < len(sizes) and max(longest, sizes[last]) <= max(16, 1.5 * sizes[first]):
            longest = max(longest, sizes[last])
            last += 1
        last = max(last, first + 1)
        inside = slice(starts[first], starts[last])
        places = (rows.text[inside].long() - first) * longest + rows.place[inside].long()
        there = torch.zeros((last - first) * longest, dtype=torch.bool)
        there[places] = True
        there = there.view(-1, longest)
        groups.append(Group(inside.start, inside.stop, places, there[:, None, None, :]))
        first = last
    return groups


def _padded(query: Tensor, key: Tensor, value: Tensor, groups: list[Group]) -> Tensor:
    parts = []
    for group in groups:
        texts, longest = len(group.there), group.there.shape[-1]
        padded = [
            tensor.new_zeros(texts * longest, *tensor.shape[1:])
            .index_copy(0, group.places, tensor[group.first : group.end])
            .view(texts, longest, *tensor.shape[1:])
            .transpose(1, 2)
            for tensor in (query, key, value)
        ]
        # Written out: for short rows on a CPU it takes a third of the time of the fused kernel.
        scores = padded[0] @ padded[1].transpose(2, 3) * padded[0].shape[-1] ** -0.5
        shares = scores.masked_fill(~group.there, -1e4).softmax(-1).to(padded[2].dtype)
        mixed = (shares @ padded[2]).transpose(1, 2).reshape(texts * longest, -1)
        parts.append(mixed.index_select(0, group.places))
    return torch.cat(parts)


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attention = nn.Linear(shape.width, 3 * shape.width)
        self.mixing = nn.Linear(shape.width, shape.width)
        self.mixed = nn.LayerNorm(shape.width, shape.epsilon)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.done = nn.LayerNorm(shape.width, shape.epsilon)
        self.dropout = dropout

    def forward(self, hidden: Tensor, rows: Rows, groups: list[Group]) -> Tensor:
        """Return the layer's output, of the same shape."""
        query, key, value = self.attention(hidden).view(len(hidden), 3, self.heads, -1).unbind(1)
        if hidden.is_cuda:
            read = _unequal(query, key, value, rows).reshape(len(hidden), -1)
        else:
            read = _padded(query, key, value, groups)
        return self.after(hidden, read)

    def after(self, hidden: Tensor, read: Tensor) -> Tensor:
        """Return the layer's output, given what the attention read."""
        mixed = self.mixing(read)
        hidden = self.mixed(hidden + functional.dropout(mixed, self.dropout, self.training))
        inner = self.outer(functional.gelu(self.inner(hidden)))
        done: Tensor = self.done(hidden + functional.dropout(inner, self.dropout, self.training))
        return done


class Encoder(nn.Module):
    """Word pieces to unit vectors: BERT, the mean over each text and, of a student, a map."""

    def __init__(self, shape: Shape, *, mapped: bool, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.pieces, shape.width, sparse=mapped)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.kind = nn.Parameter(torch.zeros(shape.width))
        self.begun = nn.LayerNorm(shape.width, shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.head = nn.Linear(shape.width, shape.width) if mapped else None
        if self.head is not None:
            nn.init.eye_(self.head.weight)
            nn.init.zeros_(self.head.bias)

    def forward(self, rows: Rows) -> Tensor:
        """Return a unit vector for each text."""
        hidden = self.begun(self.words(rows.pieces) + self.places(rows.place) + self.kind)
        groups = [] if hidden.is_cuda else grouped(rows)
        for layer in self.layers:
            hidden = layer(hidden, rows, groups)
        texts = len(rows.starts) - 1
        sums = torch.zeros(texts, hidden.shape[1], device=hidden.device, dtype=torch.float32)
        sums = sums.index_add(0, rows.text, hidden.float())
        lengths = (rows.starts[1:] - rows.starts[:-1]).clamp(min=1)
        mean = sums / lengths[:, None]
        if self.head is not None:
            with torch.autocast(hidden.device.type, enabled=False):
                mean = self.head(mean)
        return functional.normalize(mean, dim=1)


_SAME = {
    "words.weight": "embeddings.word_embeddings.weight",
    "places.weight": "embeddings.position_embeddings.weight",
    "begun.weight": "embeddings.LayerNorm.weight",
    "begun.bias": "embeddings.LayerNorm.bias",
}
_SAME_OF_LAYER = {
    "mixing": "attention.output.dense",
    "mixed": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "done": "output.LayerNorm",
}
_PARTS = ("query", "key", "value")


def from_bert(bert: Mapping[str, Tensor], layers: int) -> dict[str, Tensor]:
    """Return a BertModel's parameters under the names of Encoder."""
    parameters = {ours: bert[theirs] for ours, theirs in _SAME.items()}
    parameters["kind"] = bert["embeddings.token_type_embeddings.weight"][0]
    for number in range(layers):
        for end in ("weight", "bias"):
            own, their = f"layers.{number}", f"{_LAYER}.{number}"
            parts = [bert[f"{their}.attention.self.{part}.{end}"] for part in _PARTS]
            parameters[f"{own}.attention.{end}"] = torch.cat(parts)
            for ours, theirs in _SAME_OF_LAYER.items():
                parameters[f"{own}.{ours}.{end}"] = bert[f"{their}.{theirs}.{end}"]
    return {name: value.float() for name, value in parameters.items()}


def to_bert(encoder: Mapping[str, Tensor], layers: int) -> dict[str, Tensor]:
    """Return the parameters of Encoder under a BertModel's names, without the map."""
    parameters = {theirs: encoder[ours] for ours, theirs in _SAME.items()}
    parameters["embeddings.token_type_embeddings.weight"] = encoder["kind"].repeat(2, 1)
    for number in range(layers):
        for end in ("weight", "bias"):
            own, their = f"layers.{number}", f"{_LAYER}.{number}"
            for part, value in zip(_PARTS, encoder[f"{own}.attention.{end}"].chunk(3), strict=True):
                parameters[f"{their}.attention.self.{part}.{end}"] = value.contiguous()
            for ours, theirs in _SAME_OF_LAYER.items():
                parameters[f"{their}.{theirs}.{end}"] = encoder[f"{own}.{ours}.{end}"]
    return parameters
