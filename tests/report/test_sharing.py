"""Work that several processes share gives what one gives, in the same order."""

import gc

import pytest

from provenance.report.sharing import Sharing


def squared(number: int) -> int:
    if number < 0:
        raise ValueError(number)
    return number * number


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("number", [0, 1, 2, 40])
def test_the_results_come_in_the_order_of_the_jobs(workers: int, number: int) -> None:
    with Sharing(workers) as sharing:
        assert list(sharing.share(squared, range(number), number)) == [n * n for n in range(number)]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_a_job_ends_the_work_and_leaves_nothing_changed(workers: int) -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="-7"), Sharing(workers) as sharing:
        list(sharing.share(squared, [*range(30), -7, *range(30)], 61))
    assert gc.get_threshold() == before


def test_jobs_are_asked_for_as_they_are_done() -> None:
    asked: list[int] = []
    with Sharing(2) as sharing:
        results = sharing.share(squared, (asked.append(n) or n for n in range(1000)), 1000)  # type: ignore[func-returns-value]
        next(results)
        assert len(asked) < 10
        assert len([0, *results]) == 1000
