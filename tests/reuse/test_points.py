"""Points are the landmarks that two articles share; what a passage tells is not told again."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from reuse_builders import SETTINGS, comparable, story

from provenance.reuse.comparable import Rectangle
from provenance.reuse.points import Points, heart_of, left_over, points_of


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


def test_a_light_neighbourhood_has_no_heart() -> None:
    scattered = made([(200 * n, 200 * n) for n in range(40)], 6.0)
    assert heart_of(scattered, SETTINGS) is None
