"""A question is answered by what was found, or it is said why not."""

from collections.abc import Callable

import pytest

from assistant.deciding import decide
from assistant.findings import Finding
from assistant.parts import is_known_as_one
from assistant.retrieval import retrieve
from assistant.types import Understanding
from assistant.vocabulary import Vocabulary, vocabulary_of
from corpus.types import Corpus, SectionPhrasings
from index.encoding import Encoder
from index.search import embed_question, load_weights
from index.snapshot import Snapshot

Decide = Callable[..., Finding]


@pytest.fixture
def decided(
    snapshot: Snapshot, encoder: Encoder, understanding_of: Callable[..., Understanding]
) -> Decide:
    def make(text: str, at_most: int = 3, **fields: object) -> Finding:
        question = understanding_of(text, **fields)
        vector = embed_question(text, encoder, snapshot)
        vocabulary = vocabulary_of(snapshot)
        evidence = retrieve(question, vector, snapshot, vocabulary, load_weights())
        return decide(question, evidence, snapshot, vocabulary, vector, at_most=at_most)

    return make


def test_sure_passage_answers(decided: Decide) -> None:
    finding = decided("How many days does a work group take?")
    assert finding.is_answered
    assert finding.readings[0].passage.document_id == "work-groups"


def test_known_gap_is_not_answered(decided: Decide) -> None:
    finding = decided("Do we get lunch?")
    assert not finding.is_answered
    assert finding.gap
    assert finding.gap.id == "lunch"


def test_no_more_is_read_than_was_asked_for(decided: Decide) -> None:
    assert len(decided("How many days does a work group take?", at_most=1).readings) == 1


def test_passage_without_the_very_thing_is_only_near(decided: Decide) -> None:
    finding = decided("When did the abacus club meet, by e-mail?", answer_types=("contact",))
    assert not finding.is_answered
    assert finding.nearest
    assert finding.nearest.passage.document_id == "abacus-club"


@pytest.mark.parametrize("is_double", [True, False])
def test_double_question_of_one_section_is_known(
    is_double: bool,
    corpus: Corpus,
    snapshot_of: Callable[[Corpus], Snapshot],
    encoder: Encoder,
    understanding_of: Callable[..., Understanding],
) -> None:
    text = "How many days does it take and who pays for it?"
    written = text if is_double else "How many days does it take, paid for by whom?"
    section = "How many days does a work group take?"
    phrasings = SectionPhrasings(document_id="work-groups", section=section, phrasings=(written,))
    snapshot = snapshot_of(corpus.model_copy(update={"phrasings": (phrasings,)}))
    vector = embed_question(text, encoder, snapshot)
    evidence = retrieve(understanding_of(text), vector, snapshot, Vocabulary(), load_weights())
    [hit] = [one for one in evidence.hits if one.passage.section == section][:1]
    assert is_known_as_one(hit, snapshot, Vocabulary()) is is_double
