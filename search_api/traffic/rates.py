"""How often one address, or one key, may ask: a layer, and what the admin addresses count.

Counted in the memory of this process. With several workers each allows its part of a limit, so that
all together allow no more than the settings say.
"""

import math
import time

from limits import RateLimitItem, parse, storage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from indexer.errors import UsageError
from indexer.settings import Settings
from search_api import problems
from search_api.addresses import asker
from search_api.layers import Layer

_WRONG_KEYS = "10/minute"  # of one address
_WISHES_OF_ONE = "5/hour"  # requests to the network from one address
_WISHES = "60/hour"  # from all together: the screens send for many readers
_NOT_COUNTED = ("/healthz", "/readyz", "/metrics")


class Rates:
    """The limits of the settings, and how far each asker has used them."""

    def __init__(self, settings: Settings) -> None:
        """Read the limits. Raises UsageError for one that cannot be understood."""
        self._limiter = SlidingWindowCounterRateLimiter(storage.MemoryStorage())
        self._address = _limit(settings.rate_limit, "BALKANETUP_RATE_LIMIT", settings.workers)
        self._key = _limit(settings.key_rate_limit, "BALKANETUP_KEY_RATE_LIMIT", settings.workers)
        self._wrong = _part_of(parse(_WRONG_KEYS), settings.workers)
        self._wishes_of_one = _part_of(parse(_WISHES_OF_ONE), settings.workers)
        self._wishes = _part_of(parse(_WISHES), settings.workers)

    def count_address(self, scope: Scope) -> None:
        """Count a request. Raises TooOften; programs of this machine are not counted."""
        address = asker(scope)
        if address is not None:
            self._count(self._address, "address", address)

    def count_key(self, key_id: str) -> None:
        """Count a request with a key that is right. Raises TooOften."""
        self._count(self._key, "key", key_id)

    def count_wish(self, scope: Scope) -> None:
        """Count a request that is put to the network. Raises TooOften."""
        address = asker(scope)
        if address is not None:
            self._count(self._wishes_of_one, "wish", address)
        self._count(self._wishes, "wishes")

    def refuse_guessing(self, scope: Scope) -> None:
        """Raise TooOften where an address has sent too many wrong keys."""
        who = ("wrong key", asker(scope) or "here")
        if not self._limiter.test(self._wrong, *who):
            raise self._too_often(self._wrong, *who)

    def count_wrong_key(self, scope: Scope) -> None:
        """Count a wrong key."""
        self._limiter.hit(self._wrong, "wrong key", asker(scope) or "here")

    def _count(self, limit: RateLimitItem | None, *who: str) -> None:
        if limit is not None and not self._limiter.hit(limit, *who):
            raise self._too_often(limit, *who)

    def _too_often(self, limit: RateLimitItem, *who: str) -> problems.TooOften:
        until = self._limiter.get_window_stats(limit, *who).reset_time
        return problems.TooOften(str(limit), max(1, math.ceil(until - time.time())))


class RateLimit(Layer):
    """429 for an address that asks too often."""

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        super().__init__(app)
        self._rates = rates

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the request, then answer or refuse it."""
        if scope["path"] not in _NOT_COUNTED:
            try:
                self._rates.count_address(scope)
            except problems.TooOften as refusal:
                await problems.too_often(refusal)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _part_of(limit: RateLimitItem, workers: int) -> RateLimitItem:
    """Return what one of several workers allows of a limit: at least one request."""
    return type(limit)(math.ceil(limit.amount / workers), limit.multiples)


def _limit(text: str, setting: str, workers: int) -> RateLimitItem | None:
    if not text.strip():
        return None
    try:
        return _part_of(parse(text), workers)
    except ValueError as problem:
        raise UsageError(
            f"{setting} is {text!r}.", cure="Write it as 600/minute, or leave it empty for none."
        ) from problem
