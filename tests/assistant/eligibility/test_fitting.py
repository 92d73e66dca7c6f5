from made_rules import (
    EMBEDDING,
    ENGLAND,
    HEAD,
    TWO_TEACHERS,
    criterion,
    knowing,
    programme,
    rulebook,
    rules,
    told,
)

from assistant.eligibility.fitting import alternatives_to, find_fit, fitting_programmes
from assistant.eligibility.knowledge import Told
from assistant.eligibility.rulebook import Asker
from corpus.types import Programme

JOINING = programme(EMBEDDING)
FOR_ALL = programme(rules(ENGLAND), id="for-all")
AFTER_A_PAUSE = programme(rules(criterion("did_development", "earlier")), id="after-a-pause")
WITH_HEAD = programme(rules(HEAD, TWO_TEACHERS), id="with-head")
FOR_TEACHERS = programme(rules(HEAD), id="for-teachers", joined_by="person")
SECONDARY = programme(rules(HEAD), id="secondary", phase="secondary")
ALL = (JOINING, FOR_ALL, AFTER_A_PAUSE, WITH_HEAD, FOR_TEACHERS, SECONDARY)


def asker(*facts: Told) -> Asker:
    return Asker(knowledge=knowing(*facts), year="2025/26")


def alternatives(*facts: Told, among: tuple[Programme, ...] = ALL) -> list[str]:
    found = alternatives_to(JOINING, asker(*facts), rulebook(*among))
    return [one.programme.id for one in found]


def test_what_fits_by_what_was_told_comes_before_what_depends() -> None:
    facts = (told("did_development", "earlier"), told("head_backs", "yes"))
    assert alternatives(*facts) == ["after-a-pause", "with-head"]


def test_programme_that_fits_everybody_is_no_alternative() -> None:
    assert alternatives(told("did_development", "never")) == []


def test_programme_of_another_phase_or_for_other_askers_is_no_alternative() -> None:
    head = told("head_backs", "yes")
    assert alternatives(head, among=(FOR_TEACHERS, SECONDARY)) == []
    whole = SECONDARY.model_copy(update={"phase": "all"})
    assert alternatives(head, among=(whole,)) == ["secondary"]


def test_what_is_closed_to_the_asker_is_not_named() -> None:
    fits = fitting_programmes(asker(told("nation", "wales")), rulebook(FOR_ALL, JOINING))
    assert fits == ()


def test_all_that_fit_or_could_are_given_the_surest_first() -> None:
    facts = (told("head_backs", "yes"), told("teachers", "2"))
    fits = fitting_programmes(asker(*facts), rulebook(JOINING, FOR_ALL, WITH_HEAD))
    assert [one.programme.id for one in fits] == ["with-head", "for-all", "embedding"]


def test_a_school_is_shown_what_schools_join() -> None:
    school = asker().model_copy(update={"joined_by": "school"})
    fits = fitting_programmes(school, rulebook(FOR_ALL, FOR_TEACHERS))
    assert [one.programme.id for one in fits] == ["for-all"]


def test_programme_without_rules_is_not_decided() -> None:
    assert find_fit(programme(), asker(), rulebook()) is None
