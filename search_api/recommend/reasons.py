"""Why a resource is recommended beside another: what both surely have, the most telling first."""

from collections.abc import Callable

from search_api.recommend.common_words import CommonWords
from search_api.recommend.profiles import Profiles
from search_api.recommend.ranking import Ranked
from search_api.recommend.suggestion import Reason, first

_TELLING = 0.5  # likeness in strategies, from which these tell more than the problem
_NAMED = 2  # values in a reason


def related_reasons(
    of: Profiles, item: Ranked, common_words: Callable[[int], CommonWords]
) -> tuple[Reason, ...]:
    """Return the reasons for a related resource; one that is always true if there is no other.

    `common_words` has those of a seed, by its row.
    """
    strategy, problem = strategy_reason(of, item), problem_reason(of, item)
    telling = float(of.strategies.rows[item.row] @ of.strategies.rows[item.seed]) >= _TELLING
    best = first((strategy, problem) if telling else (problem, strategy))
    words = None if best else _words(of, item, common_words(item.seed))
    return first((*best, words, _field(of, item))) or (Reason("close_meaning"),)


def strategy_reason(of: Profiles, item: Ranked) -> Reason | None:
    """Return the strategies that both have, and, where their fields differ, the other's fields."""
    shared = of.strategies.shared(item.seed, item.row)[:_NAMED]
    if not shared:
        return None
    values = tuple(value.value for value in shared)
    if differ(of, item.seed, item.row):
        theirs = of.leaf_fields(item.row)[:_NAMED]
        return Reason("same_strategy_elsewhere", "strategy", values, theirs)
    return Reason("same_strategy", "strategy", values)


def problem_reason(of: Profiles, item: Ranked) -> Reason | None:
    """Return the problem that both are about."""
    shared = of.problems.shared(item.seed, item.row)[:1]
    return Reason("same_problem", "problem", (shared[0].value,)) if shared else None


def differ(of: Profiles, row: int, other: int) -> bool:
    """Whether two resources are about different fields: no narrow field (3 digits) in common."""
    ours, theirs = of.narrow_fields(row), of.narrow_fields(other)
    return bool(ours and theirs) and not ours & theirs


def _words(of: Profiles, item: Ranked, common: CommonWords) -> Reason | None:
    """Return the words that both texts have; one alone tells little."""
    words = common.with_resource(of.table.ids[item.row])
    return Reason("shares_words", "", words) if len(words) > 1 else None


def _field(of: Profiles, item: Ranked) -> Reason | None:
    ours = of.leaf_fields(item.seed)
    both = tuple(code for code in of.leaf_fields(item.row) if code in ours)
    return Reason("same_field", "discipline", both[:_NAMED]) if both else None
