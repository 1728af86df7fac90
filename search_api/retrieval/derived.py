"""What is computed from one revision of the index, each value once, when it is first needed."""

import threading
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


class Derived:
    """The values of one revision by what makes them. Safe to use from many threads."""

    def __init__(self) -> None:
        self._values: dict[object, object] = {}
        self._lock = threading.RLock()  # a value may need another one

    def get(self, name: type[Value], make: Callable[[], Value]) -> Value:
        """Return the value called `name`; `make` makes it at the first call."""
        with self._lock:
            if name not in self._values:
                self._values[name] = make()
            value = self._values[name]
        assert isinstance(value, name)
        return value
