"""A catalogue of any size, made of real passages: fast, because nothing is read or encoded.

Each resource is a variant of a real one: its metadata, facets and what it is found by, with
another number in its title. Each passage is a passage of that resource, of whose sentences about a
third are replaced by those of a neighbour, one of the nearest 40 in its language. Its vector is the
mean of the two, weighted by how much of the text is whose, moved in a random direction (cosine with
the mean: .95). So a passage's neighbours are variants of itself and of what is near to it, the
neighbourhoods overlap, and the words of a text are about as rare as in real texts. The vectors
of sentences are left out: they take 2.3 KB a passage more.

0.1 % of the resources are of the year 1902, 5 % of 1903: filters of which so much is left.
"""

import json
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from indexer.catalogue import Catalogue
from indexer.catalogue.database import now, to_json
from indexer.catalogue.passages import folded_text
from indexer.encoding.base import normalise, packed
from tests.quality.laboratory.scaling.material import Material, RealResource, Sentence

PER_RESOURCE = 25
YEARS = {0.001: 1902, 0.05: 1903}  # share of the resources that are of a year
_OWN = 0.65  # of the sentences
_NOISE = 0.33  # length of the random step
_AT_ONCE = 40  # resources
_SIGNATURE = 256


class Made(NamedTuple):
    """A passage that is made up: its text and that of the full-text index, by column."""

    text: str
    folded: str
    stems: str
    share: float  # of the text, that is the passage's own


def fill(catalogue: Catalogue, material: Material, count: int, *, seed: int = 0) -> None:
    """Add `count` passages to an empty catalogue. One transaction for each 100,000 passages."""
    chance = np.random.default_rng(seed)
    weights = np.array([len(resource.passages) for resource in material.resources], float)
    with catalogue.transaction():
        catalogue.set_about("encoder", material.encoder)
        catalogue.db.executemany(
            "INSERT INTO word_vectors VALUES (?, ?)", material.word_vectors.items()
        )
    done = 0
    while done < count:
        until = min(done + 100_000, count)
        with catalogue.transaction():
            while done < until:
                row = int(chance.choice(len(weights), p=weights / weights.sum()))
                size = min(PER_RESOURCE, until - done)
                _put_resource(catalogue, material, material.resources[row], size, chance)
                done += size


def _put_resource(
    catalogue: Catalogue,
    material: Material,
    real: RealResource,
    size: int,
    chance: np.random.Generator,
) -> None:
    year = _year(chance)
    metadata = real.metadata if year is None else real.metadata | {"year": year}
    row = catalogue.db.execute(
        "INSERT INTO resources (id, root, path, content_hash, media_type, metadata, provenance,"
        " page_count, passage_count, outcome, added) VALUES"
        " ('r' || (SELECT coalesce(max(key), 0) + 1 FROM resources), '/made',"
        " 'r' || (SELECT coalesce(max(key), 0) + 1 FROM resources), '', 'text/plain', ?, '{}',"
        " NULL, ?, 'ok', ?)",
        (json.dumps(metadata, ensure_ascii=False), size, now()),
    )
    key = int(row.lastrowid or 0)
    facets = [(facet, value) for facet, value in real.facets if year is None or facet != "year"]
    facets += [] if year is None else [("year", str(year))]
    catalogue.db.execute("INSERT INTO title_text (rowid, title) VALUES (?, ?)", (key, real.title))
    catalogue.db.execute(
        "INSERT INTO about_text (rowid, authors, institution, keywords, abstract)"
        " VALUES (?, ?, ?, ?, ?)",
        (key, *real.about),
    )
    catalogue.db.executemany(
        "INSERT INTO facets VALUES (?, ?, ?)", [(*pair, key) for pair in facets]
    )
    catalogue.db.execute(
        "INSERT INTO signatures VALUES (?, ?)", (key, chance.bytes(4 * _SIGNATURE))
    )
    catalogue.db.execute(
        "INSERT INTO files VALUES ('/made', ?, 1, 1, '', '', 'ok', '', '', 0, 0, ?)",
        (f"r{key}", now()),
    )
    _put_passages(catalogue, material, real, key, size, chance)


def _year(chance: np.random.Generator) -> int | None:
    drawn, below = chance.random(), 0.0
    for share, year in YEARS.items():
        below += share
        if drawn < below:
            return year
    return None


def _put_passages(
    catalogue: Catalogue,
    material: Material,
    real: RealResource,
    key: int,
    size: int,
    chance: np.random.Generator,
) -> None:
    title = folded_text(real.title)
    numbers = chance.choice(real.passages, size)
    others = material.near[numbers, chance.integers(0, material.near.shape[1], size)]
    made = [
        _mixed(
            material.passages[own].sentences, material.passages[other].sentences, chance.random(64)
        )
        for own, other in zip(numbers.tolist(), others.tolist(), strict=True)
    ]
    shares = np.array([passage.share for passage in made], np.float32)[:, None]
    mean = normalise(shares * material.vectors[numbers] + (1 - shares) * material.vectors[others])
    step = normalise(chance.standard_normal(mean.shape, dtype=np.float32))
    vectors = normalise(mean + np.float32(_NOISE) * step)
    for ordinal, passage in enumerate(made):
        source = material.passages[int(numbers[ordinal])]
        name = f"{key:08d}-{ordinal:04d}"
        row = catalogue.db.execute(
            "INSERT INTO passages VALUES (NULL, ?, ?, ?, 0, ?, ?, NULL, NULL, ?, ?, ?, '', ?)",
            (
                *(key, ordinal, passage.text, len(passage.text), to_json(source.headings)),
                *(source.language, f"{name:0>64}", source.role, name),
            ),
        )
        catalogue.db.execute(
            "INSERT INTO vectors VALUES (?, ?)", (f"{name:0>64}", packed(vectors[ordinal]))
        )
        catalogue.db.execute(
            "INSERT INTO passage_text (rowid, title, headings, body, stems) VALUES (?, ?, ?, ?, ?)",
            (
                *(row.lastrowid, title, source.folded_headings, passage.folded),
                f"{source.stems_of_headings} {passage.stems}",
            ),
        )
        catalogue.db.executemany(
            "INSERT INTO key_words VALUES (?, ?)", [(row.lastrowid, word) for word in source.words]
        )


def _mixed(
    own: tuple[Sentence, ...],
    other: tuple[Sentence, ...],
    drawn: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> Made:
    """Return a text of which each sentence is the passage's own, or in its place the other's."""
    chosen = list(_chosen(own, other, drawn.tolist()))
    length = sum(len(sentence.text) for sentence, _ in chosen) or 1
    share = sum(len(sentence.text) for sentence, is_own in chosen if is_own) / length
    return Made(
        "".join(sentence.text for sentence, _ in chosen),
        " ".join(sentence.folded for sentence, _ in chosen),
        " ".join(sentence.stems for sentence, _ in chosen),
        max(share, 0.05),
    )


def _chosen(
    own: tuple[Sentence, ...], other: tuple[Sentence, ...], drawn: list[float]
) -> Iterator[tuple[Sentence, bool]]:
    for place, sentence in enumerate(own):
        if drawn[place % len(drawn)] < _OWN or not other:
            yield sentence, True
        else:
            yield other[place % len(other)], False
