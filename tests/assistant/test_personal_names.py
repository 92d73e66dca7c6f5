"""Names of people are told by their context from hubs, schools, places and ordinary words."""

import pytest

from assistant.personal_names import name_spans


def names_in(text: str) -> list[str]:
    return [text[start:end] for start, end in name_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my pupil Jack Smith is bored", ["Jack Smith"]),
        ("my pupil Xolani is bored", ["Xolani"]),
        ("can Mrs Patel come", ["Mrs Patel"]),
        ("can mrs patel come", ["mrs patel"]),
        ("CAN MRS PATEL COME", ["MRS PATEL"]),
        ("ask Sarah Jones", ["Sarah Jones"]),
        ("ask sarah jones", ["sarah jones"]),
        ("Mr White and Miss North teach it", ["Mr White", "Miss North"]),
        ("Zoë O'Neill-Brown in Year 4", ["Zoë O'Neill-Brown"]),
        ("a girl in my class called Ngozi can't count", ["Ngozi"]),
        ("my name is Tomasz Nowak", ["Tomasz Nowak"]),
        ("I'm priya from a school in Leeds", ["priya"]),
        ("is Thandiwe Dube allowed to come", ["Thandiwe Dube"]),
        ("does Peter van Dyke teach it", ["Peter van Dyke"]),
        ("jack's mum asked", ["jack"]),
        ("Dr. McDonald signs", ["Dr. McDonald"]),
        ("our TA daisy wants to join", ["daisy"]),
    ],
)
def test_name_in_a_context_is_found(text: str, expected: list[str]) -> None:
    assert names_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "is White Rose better than Power Maths",
        "St Mary's in Venn Essex",
        "did George Spencer Academy lead the hub",
        "is it Archimedes, Boolean, Turing or Enigma",
        "our head will not sign, may we join",
        "the lead may be a TA",
        "if I miss a session",
        "the MR lead and the SENDCo",
        "Primary Teaching for Mastery Development in Year 3",
        "We're in Bethnal Green near Tower Hamlets",
        "Great North and London Central",
        "Closing Dates for Autumn Applications",
        "Eligibility Criteria Checklist",
        "Which hub serves King's Lynn and St Albans?",
        "grant or no grant, mark schemes, hope so",
        "a programme called Securing Foundations",
        "do LSAs, TAs and ECTs count",
        "we started in June and end in April",
        "can the Sarah Green School join",
    ],
)
def test_what_is_no_person_is_let_pass(text: str) -> None:
    assert names_in(text) == []
