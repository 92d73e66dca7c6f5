"""Terms, programmes and hubs are found as whole words, the longest first."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.vocabulary import Vocabulary, vocabulary_of
from corpus.types import Hub, Programme, Term
from index.snapshot import Snapshot

SPECIALIST = Term(
    term="PMS", also=("primary specialist",), meaning="…", expands="primary mastery specialist"
)
NUMBER = Term(term="mastering number", meaning="…", programme="mastering-number")
NUMBER_KS2 = Term(term="mastering number at KS2", meaning="…", programme="mastering-number-ks2")
AMBITION = Term(term="IT", meaning="…", expands="initial training", case_sensitive=True)
IT_LEAD = Term(term="it lead", meaning="…")
TERMS = (IT_LEAD, SPECIALIST, NUMBER, NUMBER_KS2, AMBITION)
NORTH = Hub(id="north", name="North Maths Hub", region="North", areas=("Northshire",), grade="A")
NORTH_EAST = Hub(
    id="north-east",
    name="North East Maths Hub",
    former_names=("Coast Maths Hub",),
    region="North",
    areas=("Northshire",),
    places=("Port (Old)",),
    grade="B",
)
VOCABULARY = Vocabulary(
    terms=TERMS,
    programmes=(
        Programme(id="sktm", name="Subject Knowledge", aliases=("SKTM", "TA+"), phase="primary"),
    ),
    hubs=(NORTH, NORTH_EAST),
)


def terms_of(text: str) -> list[str]:
    return [named.term.term for named in VOCABULARY.terms_in(text)]


def test_term_is_found_in_any_case() -> None:
    assert terms_of("pms and Primary SPECIALIST") == ["PMS"]


def test_part_of_a_word_is_no_term() -> None:
    assert terms_of("spms PMSs") == []


def test_longest_of_overlapping_terms_wins() -> None:
    assert terms_of("Mastering Number at KS2?") == ["mastering number at KS2"]


def test_longer_term_wins_over_an_exact_one() -> None:
    assert terms_of("the IT lead") == ["it lead"]


def test_terms_stand_in_order_of_the_text() -> None:
    assert terms_of("IT, mastering number, PMS") == ["IT", "mastering number", "PMS"]


def test_ordinary_word_is_no_abbreviation() -> None:
    assert terms_of("is it free?") == []


def test_dotless_i_names_no_term() -> None:
    """The regular expression takes ı for i, and so matches what no table has."""
    assert terms_of("masterıng number") == []


@given(st.text(alphabet="masterıngİumb PSKſ", max_size=40))
def test_found_terms_never_overlap(text: str) -> None:
    found = VOCABULARY.terms_in(f"{text} PMS mastering number at KS2 {text}")
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_meaning_is_written_out() -> None:
    assert VOCABULARY.meanings_in("Who is our PMS?") == ("primary mastery specialist",)


def test_term_that_the_corpus_knows_is_not_written_out() -> None:
    knowing = VOCABULARY.model_copy(update={"known_words": frozenset({"pms"})})
    assert knowing.meanings_in("Who is our PMS?") == ()


def test_term_without_words_is_not_written_out() -> None:
    assert VOCABULARY.meanings_in("mastering number") == ()


def test_programme_is_named_by_alias() -> None:
    assert VOCABULARY.programmes_in("Is sktm free?") == ("sktm",)


def test_alias_may_end_with_a_sign() -> None:
    assert VOCABULARY.programmes_in("Is there a TA+ course?") == ("sktm",)


def test_programme_is_named_by_its_term() -> None:
    assert VOCABULARY.programmes_in("SKTM or mastering number") == ("mastering-number", "sktm")


def test_hub_is_named_by_its_longest_name() -> None:
    assert VOCABULARY.hubs_in("the North East hub") == (NORTH_EAST,)


def test_area_names_every_hub_in_it() -> None:
    assert VOCABULARY.hubs_in("schools in Northshire") == (NORTH, NORTH_EAST)


def test_former_name_names_the_hub() -> None:
    assert VOCABULARY.hubs_in("Coast Maths Hub") == (NORTH_EAST,)


def test_place_with_brackets_names_the_hub() -> None:
    assert VOCABULARY.hubs_in("near Port (Old), please") == (NORTH_EAST,)


def test_phase_of_unknown_programme_is_none() -> None:
    assert VOCABULARY.phase_of("sktm") == "primary"
    assert VOCABULARY.phase_of("gone") is None


def test_empty_vocabulary_finds_nothing() -> None:
    empty = Vocabulary()
    assert (empty.terms_in("PMS"), empty.programmes_in("PMS"), empty.hubs_in("PMS")) == ((), (), ())


def test_vocabulary_of_an_index_knows_its_words(snapshot: Snapshot) -> None:
    vocabulary = vocabulary_of(snapshot)
    assert vocabulary.meanings_in("RWG") == ("work group",)
    assert "cupboard" in vocabulary.known_words
