"""What retrieval finds for a case, asked apart from the answer, which shows only what it quotes."""

from datetime import date

from assistant.answering import Assistant
from assistant.conversations import Turn
from assistant.questions import RefusedQuestionError, clean_question
from assistant.retrieval import retrieve
from assistant.screening import screen
from assistant.types import Understanding
from assistant.understanding import topic_of, understand
from assistant.vocabulary import Vocabulary
from evals.judging import Case
from index.search import embed_question, load_weights


def retrieved_sections(assistant: Assistant, case: Case) -> tuple[str, ...]:
    """Give the ids of the sections found for a whole question, best first, each once."""
    question = understood(case, assistant.vocabulary, assistant.day)
    if question is None:
        return ()
    vector = embed_question(question.search_text, assistant.encoder, assistant.snapshot)
    evidence = retrieve(question, vector, assistant.snapshot, assistant.vocabulary, load_weights())
    return tuple(dict.fromkeys(hit.passage.section_id for hit in evidence.hits))


def understood(case: Case, vocabulary: Vocabulary, today: date) -> Understanding | None:
    """Understand a case's question after its history; None where it is screened off or refused."""
    turns: tuple[Turn, ...] = ()
    try:
        for turn in case.history:
            before = understand(clean_question(turn["question"]), turns, vocabulary, today)
            topic = topic_of(before, vocabulary)
            turns += (Turn(question=before.text, topic=topic, programmes=before.programmes),)
        screening = screen(clean_question(case.question))
    except RefusedQuestionError:
        return None
    if screening.status is not None:
        return None
    return understand(screening.text, turns, vocabulary, today)
