"""Numbers, addresses and names are found; areas, years, sums of money and hubs are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.personal_data import find_personal_data, redact, text_to_search

STRUCTURED = (
    ("email", "ada.okafor@oakwood.sch.uk"),
    ("email", "ada (at) oakwood.org.uk"),
    ("phone", "07700 900123"),
    ("phone", "+44 7700 900 123"),
    ("phone", "(01206) 555 012"),
    ("phone", "020 7946 0958"),
    ("national_insurance", "QQ 12 34 56 C"),
    ("national_insurance", "ab123456d"),
    ("upn", "H801200001001"),
    ("uln", "1023456789"),
    ("uln", "943 476 5919"),
    ("date_of_birth", "dob 3/4/2014"),
    ("date_of_birth", "born on 3rd April 2014"),
    ("date_of_birth", "17/05/1984"),
    ("address", "14 Mill Lane, Colchester CO4 5XX"),
    ("address", "flat 3, 22 mill road leeds ls1 4ab"),
    ("card", "4111 1111 1111 1111"),
    ("sort_code", "sort code 12-34-56"),
    ("account_number", "account number 12345678"),
    ("teacher_number", "TRN 1234567"),
    ("web_account", "@miss_okafor"),
)
CLEAN = (
    "which hub is CO4 5XX in",
    "is it £1,000 or £2,000 in 2024/25",
    "sessions on 14/09/2026 and 21/09/2026",
    "Years 5-8, ages 11-16, 2 or 3 teachers",
    "NCP24-06 and NCP25-12",
    "is info@oakwoodmathshub.org.uk the right address",
    "10,000 schools by 2025",
    "12-34 places in 2026",
)


@pytest.mark.parametrize(("kind", "written"), STRUCTURED)
def test_structured_data_is_found_whole(kind: str, written: str) -> None:
    text = f"Please note {written}, can we join?"
    label = f"[{kind.replace('_', ' ')}]"
    assert redact(text) == f"Please note {label}, can we join?"


@pytest.mark.parametrize("text", CLEAN)
def test_ordinary_numbers_and_areas_are_let_pass(text: str) -> None:
    assert find_personal_data(text) == ()


def test_label_says_what_was_there() -> None:
    assert redact("ask Ada Okafor on 07700 900123") == "ask [name] on [phone]"


def test_search_text_still_reads() -> None:
    assert text_to_search("can Ada Okafor (ada@okafor.org) join?") == "can someone () join?"


def test_published_number_is_no_secret() -> None:
    text = "is 01206 555012 the hub's number?"
    assert redact(text, ["Ring 01206 555012 for a place."]) == text


def test_published_full_name_is_no_secret() -> None:
    assert redact("Ada Okafor and Ben Okafor", ["Ada Okafor leads."]) == "Ada Okafor and [name]"


def test_published_given_name_could_be_anybody() -> None:
    assert redact("my pupil Ada", ["Ada Okafor leads."]) == "my pupil [name]"


def test_overlapping_finds_are_one_span() -> None:
    [span] = find_personal_data("priya.patel@oakwood.org.uk")
    assert span.kind == "email"


@given(st.text(max_size=200))
def test_spans_stand_in_order_inside_the_text(text: str) -> None:
    spans = find_personal_data(text)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
