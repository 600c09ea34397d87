from hypothesis import given
from hypothesis import strategies as st

from generator.plan.paginate import paginate


def numbers(count: int, per_page: int) -> list[tuple[int, tuple[int, ...]]]:
    return [(part.number, part.items) for part in paginate(range(count), per_page)]


def test_a_short_listing_is_one_page_newest_first() -> None:
    assert numbers(3, 2) == [(0, (2, 1, 0))]


def test_the_listing_itself_holds_up_to_two_pages_less_one() -> None:
    assert [len(part.items) for part in paginate(range(39), 20)] == [39]
    assert [len(part.items) for part in paginate(range(40), 20)] == [20, 20]


def test_older_pages_count_from_the_oldest() -> None:
    assert numbers(7, 2) == [(0, (6, 5, 4)), (2, (3, 2)), (1, (1, 0))]


def test_neighbours_lead_from_the_newest_to_the_oldest_and_back() -> None:
    parts = paginate(range(9), 2)
    assert [(part.number, part.newer, part.older) for part in parts] == [
        (0, None, 3),
        (3, 0, 2),
        (2, 3, 1),
        (1, 2, None),
    ]


def test_an_empty_listing_has_one_empty_page() -> None:
    assert numbers(0, 20) == [(0, ())]


@given(st.integers(0, 300), st.integers(1, 25))
def test_every_item_stands_once_and_in_order(count: int, per_page: int) -> None:
    parts = paginate(range(count), per_page)
    assert [item for part in parts for item in part.items] == list(reversed(range(count)))
    assert len(parts[0].items) < 2 * per_page


@given(st.integers(0, 300), st.integers(1, 25))
def test_one_more_item_changes_no_older_page(count: int, per_page: int) -> None:
    before = {part.number: part.items for part in paginate(range(count), per_page) if part.number}
    after = {part.number: part.items for part in paginate(range(count + 1), per_page)}
    assert {number: after[number] for number in before} == before
