import pytest

from assistant.amounts import amounts_in


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("is it 2k?", "£2,000"),
        ("the £1k grant", "£1,000"),
        ("£2000 for books", "£2,000"),
        ("two grand", "£2,000"),
        ("a grand each", "£1,000"),
        ("200 quid a day", "£200"),
        ("£ 1,000", "£1,000"),
        ("1.5k", "£1,500"),
        ("three thousand pounds", "£3,000"),
    ],
)
def test_amount_is_written_as_documents_write_it(typed: str, written: str) -> None:
    assert amounts_in(typed) == (written,)


@pytest.mark.parametrize("text", ["KS2", "2 kids", "in 2024", "3 days", "10-15 mins", ""])
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert amounts_in(text) == ()


def test_several_amounts_are_given_once_each_in_order() -> None:
    assert amounts_in("£2k or 1k, and the £2,000?") == ("£2,000", "£1,000")


def test_pence_are_left_alone() -> None:
    assert amounts_in("£2.50") == ()
