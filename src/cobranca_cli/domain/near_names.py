"""Names that differ by one slip, among thousands: each name is looked up, never compared to all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORTEST = 5  # "Ana" and "Ane" are two people.


class NearNames:
    """Folded names by what is left of them without one letter.

    Two names are near when one letter more, less, other or swapped with its neighbour makes them
    the same, or when they have the same words in another order. Digits are no slip: "Casa 1" and
    "Casa 2" are two customers.

    >>> names = NearNames()
    >>> names.add("maria da silva", 1), names.add("casa 1", 2)
    (None, None)
    >>> names.near("maria da slva"), names.near("silva maria da"), names.near("casa 2")
    ([1], [1], [])
    """

    def __init__(self) -> None:
        self._by_part: dict[str, set[int]] = {}

    def add(self, key: str, customer_id: int) -> None:
        """Keep a folded name."""
        for part in _parts(key):
            self._by_part.setdefault(part, set()).add(customer_id)

    def near(self, key: str) -> list[int]:
        """Who has a near name, by id; the same name is near itself."""
        found: set[int] = set()
        for part in _parts(key):
            found |= self._by_part.get(part, set())
        return sorted(found)


def are_near(key: str, other: str) -> bool:
    """Whether two folded names differ by one slip, by the same rule as `NearNames`.

    >>> are_near("maria da slva", "maria da silva"), are_near("casa 1", "casa 2")
    (True, False)
    """
    return not set(_parts(key)).isdisjoint(_parts(other))


def _parts(key: str) -> Iterator[str]:
    if len(key) < _SHORTEST or any(c.isdigit() for c in key):
        return
    words = key.split()
    if len(words) > 1:
        yield " ".join(sorted(words)) + "\n"  # No name has a line feed: told from the others.
    yield key
    for i in range(len(key)):
        yield key[:i] + key[i + 1 :]
