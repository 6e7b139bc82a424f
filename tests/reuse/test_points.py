"""Points are the landmarks that two articles share; what a passage tells is not told again."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from reuse_builders import SETTINGS, comparable, story

from provenance.reuse.comparable import Rectangle
from provenance.reuse.points import Points, hearts_of, left_over, points_of


@given(st.integers(0, 10**6))
def test_points_are_those_of_a_plain_search(seed: int) -> None:
    one, other = comparable(story(seed, 3)).landmarks, comparable(f"{story(seed, 2)} {story(seed + 1, 2)}").landmarks
    found = points_of(one, other)
    plain = {
        (int(one.words[m]), int(other.words[n])) for m in range(len(one.hashes)) for n in range(len(other.hashes)) if one.hashes[m] == other.hashes[n]
    }
    assert set(zip(found.i.tolist(), found.j.tolist(), strict=True)) == plain


def made(places: list[tuple[int, int]], nats: float) -> Points:
    i, j = (np.array(column, np.int64) for column in zip(*places, strict=True))
    return Points(i, j, np.full(len(places), nats))


def test_points_beside_a_passage_fall_away_and_others_stay() -> None:
    points = made([(12, 12), (12, 90), (90, 12), (60, 60)], 5.0)
    left = left_over(points, Rectangle(10, 20, 10, 20, 50.0), SETTINGS)
    assert list(zip(left.i.tolist(), left.j.tolist(), strict=True)) == [(60, 60)]


def test_a_copy_of_a_passage_at_another_place_stays() -> None:
    copy = [(10 + n, 70 + n) for n in range(10)]
    left = left_over(made([(12, 12), *copy], 6.0), Rectangle(10, 20, 10, 20, 50.0), SETTINGS)
    assert list(zip(left.i.tolist(), left.j.tolist(), strict=True)) == copy


def plain_square(points: Points, size: int) -> tuple[float, set[int]]:
    """The heaviest of the squares that begin at every half of `size`, the first of equals."""
    best, inside = 0.0, set()
    for a, b in ((0, 0), (0, size // 2), (size // 2, 0), (size // 2, size // 2)):
        squares: dict[tuple[int, int], set[int]] = {}
        for n, (i, j) in enumerate(zip(points.i.tolist(), points.j.tolist(), strict=True)):
            squares.setdefault(((i + a) // size, (j + b) // size), set()).add(n)
        for _, numbers in sorted(squares.items()):
            weight = float(sum(points.nats[n] for n in numbers))
            if weight > best:
                best, inside = weight, numbers
    return best, inside


near, far = (st.lists(st.tuples(st.integers(0, i), st.integers(0, j)), max_size=60) for i, j in ((300, 200), (30_000, 40_000)))
points_anywhere = near | far  # articles of news, and books


@given(st.lists(points_anywhere, max_size=5))
def test_hearts_are_those_of_a_plain_search_whatever_planes_are_searched_beside_them(planes: list[list[tuple[int, int]]]) -> None:
    several = [made(places, 6.0) if places else made([(0, 0)], 0.0) for places in planes]
    for points, heart in zip(several, hearts_of(several, SETTINGS), strict=True):
        weight, near = plain_square(points, SETTINGS.neighbourhood_words)
        if weight < SETTINGS.seed_nats:
            assert heart is None
        else:
            numbers = sorted(near)
            _, inner = plain_square(points.chosen(np.array(numbers)), SETTINGS.neighbourhood_words // 2)
            assert heart is not None
            assert np.flatnonzero(heart).tolist() == [numbers[n] for n in sorted(inner)]


def test_a_light_neighbourhood_has_no_heart() -> None:
    scattered = made([(200 * n, 200 * n) for n in range(40)], 6.0)
    assert hearts_of([scattered], SETTINGS) == [None]
