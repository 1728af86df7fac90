"""Precision and recall of the classifier's proposals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indexer.encoding.base import Encoder
from indexer.taxonomy.classifier import CLASSIFIED, Proposal, classify
from tests.quality.laboratory.classifier.samples import Sample


@dataclass(frozen=True, slots=True)
class Score:
    """How many values were proposed, were right, and are true."""

    vocabulary: str
    proposed: int
    right: int
    true: int

    @property
    def precision(self) -> float:
        """The share of the proposals that are right; 1 when nothing was proposed."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """The share of what is true that was proposed."""
        return self.right / self.true if self.true else 1.0


def share_with_right_proposal(
    samples: Sequence[Sample], encoder: Encoder | None, vocabulary: str
) -> float:
    """Return the share of the resources for which a proposal is right."""
    with_right = sum(
        any(
            proposal.vocabulary == vocabulary and proposal.concept_id in sample.truth[vocabulary]
            for proposal in _proposals(sample, encoder)
        )
        for sample in samples
    )
    return with_right / max(len(samples), 1)


def evaluate(
    samples: Sequence[Sample],
    encoder: Encoder | None,
    same: Callable[[str, str], bool] = str.__eq__,
) -> list[Score]:
    """Return precision and recall per vocabulary. `same` says when a proposal counts as a truth."""
    by_sample = [(sample, _proposals(sample, encoder)) for sample in samples]
    scores = []
    for vocabulary in CLASSIFIED:
        proposed = right = true = 0
        for sample, proposals in by_sample:
            mine = [p.concept_id for p in proposals if p.vocabulary == vocabulary]
            wanted = sample.truth.get(vocabulary, frozenset())
            proposed += len(mine)
            right += sum(any(same(concept, value) for value in wanted) for concept in mine)
            true += len(wanted)
        scores.append(Score(vocabulary, proposed, right, true))
    return scores


def _proposals(sample: Sample, encoder: Encoder | None) -> list[Proposal]:
    return classify(
        sample.title, sample.blocks, encoder, sample.language, sample.passages, sample.vectors
    )
