"""A small corpus with one of everything, its index by the hashing encoder, and its assistant.

The encoder is that of tests/index, read from its file so that it works under every import mode.
"""

from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from assistant.answering import Assistant, load_assistant
from assistant.types import Answer, Question, Understanding
from corpus.markdown import blocks_of_markdown
from corpus.types import (
    Corpus,
    Document,
    Hub,
    KnownGap,
    Programme,
    Quotation,
    SectionPhrasings,
    Source,
    Term,
)
from index.building import build_index
from index.encoding import Encoder
from index.snapshot import Snapshot, load_snapshot

Ask = Callable[..., Answer]

TEXTS = {
    "work-groups": """\
## How many days does a work group take?

Each teacher spends six days a year on the work group. The school arranges cover for those days.

## What must a school bring to a work group?

A work group is open to schools that bring:

- two teachers from the same key stage
- a headteacher who attends the first meeting
- a promise to take part for a whole year
""",
    "mastering-number": """\
## How long is a Mastering Number session?

Each Mastering Number session lasts fifteen minutes. It takes place every day of the week.

## Who leads Mastering Number in a school?

A lead teacher guides the two others through the programme.
""",
    "grants": """\
## What does a school receive as a grant?

The grant depends on the phase of the school:

| Phase | Grant |
|---|---|
| Primary | £1,500 |
| Secondary | £2,500 |
""",
    "abacus-club": """\
## When did the abacus club meet?

The abacus club met every Tuesday in the town library.
""",
    "hubs": """\
## Which hub serves Northshire?

Northern Maths Hub works with all schools of Northshire. Write to office@northern.example for news.
""",
    "cupboards": f"""\
## What stands in the red cupboard?

The red cupboard holds:

{chr(10).join(f"- red cupboard box {number} of wooden counting rods" for number in range(20))}

## What stands in the blue cupboard?

The blue cupboard holds:

{chr(10).join(f"- blue cupboard box {number} of wooden counting rods" for number in range(20))}
""",
}
PHRASINGS = {
    "How many days does a work group take?": (
        "How much time is a work group?",
        "How many days out of class?",
        "Days away for a work group?",
    ),
    "What must a school bring to a work group?": (
        "What are the conditions to join a work group?",
        "Which things must we bring?",
        "Who can join a work group?",
    ),
    "How long is a Mastering Number session?": (
        "How long is Mastering Number?",
        "How many minutes does a session last?",
        "Is Mastering Number daily?",
    ),
    "Who leads Mastering Number in a school?": (
        "Who is in charge of Mastering Number?",
        "Do we need a lead teacher?",
        "Who leads it?",
    ),
    "What does a school receive as a grant?": (
        "How much is the grant?",
        "How much money do we get?",
        "What funding is there?",
    ),
    "When did the abacus club meet?": (
        "Which day was the abacus club?",
        "When was the abacus club on?",
        "Abacus club day?",
    ),
    "Which hub serves Northshire?": (
        "Who is our hub in Northshire?",
        "Which hub do I contact?",
        "Hub for Northshire?",
    ),
}
LUNCH = KnownGap(
    id="lunch",
    topic="whether lunch is provided",
    nearest=Quotation(document_id="work-groups", quote="The school arranges cover for those days."),
    ask="the office of your work group",
    phrasings=("Do we get lunch?", "Is lunch provided?", "Is there any food?"),
)


def make_document(text: str, **fields: object) -> Document:
    """Make a document from Markdown, as loading does."""
    given: dict[str, Any] = {"id": "guide", "source": Source(title="The guide")}
    return Document(**given | {"text": text, "blocks": blocks_of_markdown(text)} | fields)


def make_corpus() -> Corpus:
    """Six documents with a list, a table, an archived one and lists too long for one answer."""
    details: dict[str, dict[str, Any]] = {
        "work-groups": {"programmes": ("development",)},
        "mastering-number": {"programmes": ("mastering-number",)},
        "abacus-club": {"status": "archived"},
    }
    documents = tuple(
        make_document(
            text,
            id=name,
            source=Source(
                title=f"About {name}",
                publisher="Northern Maths Hub",
                url=f"https://northern.example/{name}",
                academic_year="2019/20" if name == "abacus-club" else "2025/26",
            ),
            **details.get(name, {}),
        )
        for name, text in TEXTS.items()
    )
    return Corpus(
        documents=documents,
        phrasings=tuple(
            SectionPhrasings(document_id=document.id, section=section, phrasings=phrasings)
            for section, phrasings in PHRASINGS.items()
            for document in documents
            if f"## {section}\n" in document.text
        ),
        gaps=(LUNCH,),
        terms=(Term(term="RWG", meaning="A work group.", expands="work group"),),
        hubs=(
            Hub(
                id="northern",
                name="Northern Maths Hub",
                region="North",
                areas=("Northshire",),
                grade="A",
            ),
        ),
        programmes=(
            Programme(id="mastering-number", name="Mastering Number", phase="primary"),
            Programme(id="development", name="Development Work Group", phase="primary"),
        ),
        digest="made in code",
    )


@pytest.fixture(scope="session")
def made_index() -> ModuleType:
    """The helpers of tests/index as a module."""
    path = Path(__file__).parents[1] / "index" / "conftest.py"
    spec = spec_from_file_location("made_index", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def encoder(made_index: ModuleType) -> Encoder:
    made: Encoder = made_index.HashingEncoder()
    return made


@pytest.fixture(scope="session")
def document_of() -> Callable[..., Document]:
    return make_document


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return make_corpus()


@pytest.fixture(scope="session")
def snapshot_of(
    encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Corpus], Snapshot]:
    def build(corpus: Corpus) -> Snapshot:
        root = tmp_path_factory.mktemp("index")
        build_index(corpus, root, encoder)
        return load_snapshot(root)

    return build


@pytest.fixture(scope="session")
def snapshot(snapshot_of: Callable[[Corpus], Snapshot], corpus: Corpus) -> Snapshot:
    return snapshot_of(corpus)


@pytest.fixture(scope="session")
def assistant(snapshot: Snapshot, encoder: Encoder) -> Assistant:
    """One for all tests; each conversation in it has an id of its own."""
    return load_assistant(snapshot, encoder)


@pytest.fixture(scope="session")
def ask(assistant: Assistant) -> Ask:
    """Asks questions in one new conversation, and gives the last answer."""
    numbers = count()

    def put(*texts: str) -> Answer:
        id_ = f"conversation {next(numbers)}"
        return [assistant.answer(Question(text=text, conversation_id=id_)) for text in texts][-1]

    return put


@pytest.fixture(scope="session")
def understanding_of() -> Callable[..., Understanding]:
    """Makes what is understood by hand, with `open` for the kind of answer."""

    def make(text: str, **fields: object) -> Understanding:
        given: dict[str, Any] = {"search_text": text, "words": text, "answer_types": ("open",)}
        return Understanding(text=text, **given | fields)

    return make
