"""Ten thousand agendas spoilt on purpose, and texts hypothesis thinks of: items or a sentence, within the limits."""

from __future__ import annotations

import os
import resource
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livemeeting.importers.child import MOST_MEMORY
from livemeeting.importers.reading_room import ReadingRoom
from tests.importers.spoilt import Case, case, complaint, samples

CASES = 10_000
SLICE = 250
#: Every so many cases go the whole way, through a process of their own.
WHOLE_WAY = 400
#: Of the process that tries: the limit of the product, and what the samples and the test take themselves.
_ROOM = 256 * 1024 * 1024


def limit() -> None:
    """The memory of the product's own process."""
    most = MOST_MEMORY + _ROOM
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def tried(first: int) -> tuple[dict[int, str], float]:
    """The complaints about a slice of cases by seed, and the longest time one took."""
    wrong: dict[int, str] = {}
    longest = 0.0
    for seed in range(first, first + SLICE):
        said, took = complaint(case(seed))
        longest = max(longest, took)
        if said:
            wrong[seed] = said
    return wrong, longest


def test_ten_thousand_spoilt_agendas_end_in_items_or_in_a_sentence() -> None:
    wrong: dict[int, str] = {}
    longest = 0.0
    # A process that dies breaks the pool, and with it this test: that would be a crash in a library.
    with ProcessPoolExecutor(
        max(1, (os.cpu_count() or 2) - 1), mp_context=get_context("spawn"), initializer=limit
    ) as pool:
        for found, took in pool.map(tried, range(0, CASES, SLICE)):
            wrong |= found
            longest = max(longest, took)
    print(f"{CASES:,} cases; the longest took {longest:.2f} s")
    assert not wrong


def test_some_of_them_go_the_whole_way() -> None:
    room = ReadingRoom()
    for seed in range(0, CASES, WHOLE_WAY):
        spoilt = case(seed)
        try:
            assert room.read(spoilt.name, spoilt.content).draft.items
        except Exception as refused:
            assert type(refused).__name__ == "Refused", seed
            assert str(refused).strip().endswith("."), seed


@settings(max_examples=1_500, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from([name for name, _ in samples()]),
    st.one_of(
        st.binary(max_size=2_000), st.text(max_size=2_000).map(lambda text: text.encode("utf-8", "replace"))
    ),
)
def test_whatever_hypothesis_thinks_of_ends_in_items_or_in_a_sentence(name: str, content: bytes) -> None:
    assert complaint(Case(-1, name, content))[0] == ""
