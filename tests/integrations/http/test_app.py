import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import httpx2
import pytest

from assistant.types import Answer
from index.generations import current_generation

AMOUNT_QUESTION = "How much money does a school receive for taking part?"
FIELDS_OF_CONTRACT = {
    "id",
    "conversation_id",
    "status",
    "text",
    "statements",
    "citations",
    "notices",
    "eligibility",
    "suggestions",
    "contact",
    "confidence",
    "corpus_version",
    "elapsed_ms",
}
FIELDS_OF_CITATION = {
    "number",
    "document_id",
    "title",
    "publisher",
    "url",
    "heading",
    "published",
    "academic_year",
    "quote",
    "start",
    "end",
}


def ask(client: httpx2.Client, question: str, **fields: str) -> Answer:
    response = client.post("/v1/answers", json={"question": question, **fields})
    assert response.status_code == 200, response.text
    return Answer.model_validate_json(response.content)


def test_answer_has_the_fields_of_the_contract(client: httpx2.Client) -> None:
    response = client.post("/v1/answers", json={"question": AMOUNT_QUESTION})
    answer = response.json()
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    assert answer.keys() == FIELDS_OF_CONTRACT
    assert answer["citations"][0].keys() == FIELDS_OF_CITATION
    assert answer["status"] == "answered"


def test_citations_are_exact_and_numbered_in_the_text(
    client: httpx2.Client, text_of: Callable[[str], str]
) -> None:
    answer = ask(client, AMOUNT_QUESTION)
    numbers = {int(number) for number in re.findall(r"\[(\d+)\]", answer.text)}
    assert numbers == {citation.number for citation in answer.citations} != set()
    for citation in answer.citations:
        assert text_of(citation.document_id)[citation.start : citation.end] == citation.quote


def test_archived_source_gets_a_notice(client: httpx2.Client) -> None:
    answer = ask(client, "When does the abacus club meet?")
    assert answer.citations[0].academic_year == "2019/20"
    assert ("dated", (1,)) in {(notice.kind, notice.citations) for notice in answer.notices}


def test_question_without_conversation_is_given_one(client: httpx2.Client) -> None:
    first, second = ask(client, AMOUNT_QUESTION), ask(client, AMOUNT_QUESTION)
    assert re.fullmatch(r"[A-Za-z0-9_-]{16,64}", first.conversation_id)
    assert first.conversation_id != second.conversation_id


def test_follow_up_continues_its_conversation(client: httpx2.Client) -> None:
    first = ask(client, "How many days does a work group take?")
    second = ask(client, "And who can join it?", conversation_id=first.conversation_id)
    assert second.conversation_id == first.conversation_id
    assert "assumption" in {notice.kind for notice in second.notices}
    assert "a headteacher who attends the first meeting" in second.text


def test_same_words_elsewhere_are_no_follow_up(client: httpx2.Client) -> None:
    ask(client, "How many days does a work group take?", conversation_id="one-conversation")
    answer = ask(client, "And who can join it?", conversation_id="another_conversation")
    assert "assumption" not in {notice.kind for notice in answer.notices}


def test_unanswerable_question_is_an_answer(client: httpx2.Client) -> None:
    answer = ask(client, "Which publisher prints the mathematics textbooks?")
    assert answer.status == "unanswerable_no_source"
    assert (answer.statements, answer.citations) == ((), ())
    assert answer.contact


def test_health_needs_nothing(client: httpx2.Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_readiness_names_the_generation(client: httpx2.Client, built_index: Path) -> None:
    response = client.get("/readyz")
    told = response.json()
    assert (response.status_code, told["status"], told["fault"]) == (200, "ready", None)
    assert told["generation"] == current_generation(built_index).name
    assert told["documents"] == 3


def test_version_names_code_corpus_and_model(client: httpx2.Client, built_index: Path) -> None:
    assert client.get("/version").json() == {
        "assistant": version("mastery-assistant"),
        "corpus": current_generation(built_index).name,
        "model": "sentence-transformers/all-MiniLM-L6-v2",
    }


@pytest.mark.parametrize(
    ("path", "media_type", "words"),
    [
        ("/", "text/html", '<form id="form">'),
        ("/ask.js", "text/javascript", "fetch("),
        ("/ask.css", "text/css", "body {"),
    ],
)
def test_page_is_served_under_its_policy(
    client: httpx2.Client, path: str, media_type: str, words: str
) -> None:
    response = client.get(path)
    policy = response.headers["content-security-policy"]
    assert (response.status_code, words in response.text) == (200, True)
    assert response.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_page_needs_nothing_that_its_policy_forbids(client: httpx2.Client) -> None:
    page = client.get("/").text
    assert re.findall(r'(?:src|href)="([^"]+)"', page) == ["/ask.css", "/ask.js"]
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)|javascript:", page)


def test_script_puts_nothing_in_as_markup(client: httpx2.Client) -> None:
    script = client.get("/ask.js").text
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", script)
