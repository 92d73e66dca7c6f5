"""A seeded encoder that needs no model, and small corpora made in code.

They are fixtures, not a module to import, so that they work under every import mode of pytest.
The worker of the fault campaigns, `faulty_builder.py`, takes them from here as a plain module.
"""

import hashlib
import os
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from corpus.types import Block, BlockKind, Corpus, Document, KnownGap, SectionPhrasings, Source
from index.building import build_index
from index.encoding import Vectors
from index.search import embed_question, load_weights, search
from index.snapshot import Snapshot, load_snapshot
from index.types import Hit, ModelFingerprint

DIMENSION = 64
SEED = 7
HEADINGS: dict[str, tuple[BlockKind, int]] = {
    "title": ("heading", 1),
    "heading": ("heading", 2),
    "subheading": ("heading", 3),
    "question": ("question", 3),
}

Piece = tuple[str, str]
"""Kind and words of a block; the kind is a BlockKind or one of HEADINGS."""


class HashingEncoder:
    """Adds up a pseudo-random direction for each word; remembers which texts it was given."""

    def __init__(self, name: str = "hashing") -> None:
        self._name = name
        self.encoded_texts: list[str] = []

    @property
    def fingerprint(self) -> ModelFingerprint:
        digest = hashlib.sha256(f"{SEED} {self._name}".encode()).hexdigest()
        return ModelFingerprint(
            name=self._name, digest=digest, dimension=DIMENSION, library="hashing 1"
        )

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded_texts.extend(texts)
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                vectors[row] += direction_of(word, self._name)
            vectors[row] /= np.linalg.norm(vectors[row])
        return vectors


@cache
def direction_of(word: str, name: str) -> Vectors:
    """Give the direction of a word: the same in every process and every run."""
    seed = hashlib.sha256(f"{SEED} {name} {word}".encode()).digest()
    numbers = np.random.default_rng(list(seed)).standard_normal(DIMENSION)
    return np.asarray(numbers, dtype=np.float32)


def make_document(*pieces: Piece, id: str = "guide", title: str = "The guide") -> Document:
    """Join pieces by blank lines; each becomes a block of its kind."""
    text, blocks = "", []
    for name, words in pieces:
        kind, level = HEADINGS.get(name, (name, 0))
        blocks.append(Block(kind=kind, start=len(text), end=len(text) + len(words), level=level))
        text += words + "\n\n"
    return Document(id=id, source=Source(title=title), text=text, blocks=tuple(blocks))


def make_corpus(
    *documents: Document,
    phrasings: Sequence[SectionPhrasings] = (),
    gaps: Sequence[KnownGap] = (),
) -> Corpus:
    """Make a corpus whose digest follows from what it holds."""
    entries = [entry.model_dump_json() for entry in (*documents, *phrasings, *gaps)]
    digest = hashlib.sha256("\n".join(entries).encode()).hexdigest()
    return Corpus(documents=documents, phrasings=tuple(phrasings), gaps=tuple(gaps), digest=digest)


def make_numbered_corpus(letter: str, documents: int = 8, phrasings_each: int = 2) -> Corpus:
    """Make a corpus of invented words, every one of which begins with `letter`.

    Corpora of different letters have equally many passages, sentences and phrasings but no word
    in common, so that no count tells a mixture of two of them from a whole one.
    """
    draw = random.Random(SEED)

    def words(count: int) -> str:
        return " ".join(f"{letter}{draw.randrange(300)}" for _ in range(count))

    made, phrasings = [], []
    for number in range(documents):
        pieces: list[Piece] = []
        for section in range(4):
            heading = f"{letter}head {section} {words(2)}"
            pieces.append(("heading", heading))
            pieces += [("paragraph", f"{words(40).capitalize()}.") for _ in range(3)]
            questions = tuple(words(6) for _ in range(phrasings_each))
            entry = SectionPhrasings(
                document_id=f"{letter}-{number}", section=heading, phrasings=questions
            )
            phrasings.append(entry)
        made.append(make_document(*pieces, id=f"{letter}-{number}", title=words(2)))
    gap = KnownGap(id=f"{letter}-gap", topic=words(3), phrasings=(words(5), words(5)))
    return make_corpus(*made, phrasings=phrasings, gaps=[gap])


@pytest.fixture
def encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture(scope="session")
def shared_encoder() -> HashingEncoder:
    """An encoder for fixtures that outlive a test; nobody asks what it was given."""
    return HashingEncoder()


@pytest.fixture
def another_encoder() -> HashingEncoder:
    return HashingEncoder("another")


@pytest.fixture(scope="session")
def document_of() -> Callable[..., Document]:
    return make_document


@pytest.fixture(scope="session")
def corpus_of() -> Callable[..., Corpus]:
    return make_corpus


@pytest.fixture(scope="session")
def numbered_corpus() -> Callable[..., Corpus]:
    return make_numbered_corpus


@pytest.fixture(scope="session")
def guide() -> Document:
    return make_document(
        ("title", "Guide to work groups"),
        ("heading", "Time"),
        ("paragraph", "Teachers spend six days a year on it. Cover is paid by the hub."),
        ("heading", "Money"),
        ("lead_in", "Each school receives:"),
        ("item", "a grant of £1,000"),
        ("item", "free places for two teachers"),
        ("question", "Who leads a work group?"),
        ("paragraph", "A local leader who was trained for it."),
        id="guide",
        title="Guide to work groups",
    )


@pytest.fixture(scope="session")
def letter() -> Document:
    return make_document(
        ("heading", "Signing up"),
        ("paragraph", "The headteacher signs the form in July. Send it to your hub."),
        id="letter",
        title="Letter to heads",
    )


@pytest.fixture(scope="session")
def corpus(guide: Document, letter: Document) -> Corpus:
    return make_corpus(
        guide,
        letter,
        phrasings=[
            SectionPhrasings(
                document_id="guide",
                section="Time",
                phrasings=("How long am I out of class?", "Who covers my lessons?"),
            ),
            SectionPhrasings(document_id="guide", section="Gone", phrasings=("Stale question?",)),
        ],
        gaps=[
            KnownGap(
                id="lunch",
                topic="whether lunch is provided",
                phrasings=("Do we get lunch?", "Is there any food?"),
            )
        ],
    )


@pytest.fixture
def snapshot_of(tmp_path: Path, encoder: HashingEncoder) -> Callable[[Corpus], Snapshot]:
    """Build a corpus into one folder, in the place of what was built before, and load it."""

    def build(corpus: Corpus) -> Snapshot:
        build_index(corpus, tmp_path / "index", encoder)
        return load_snapshot(tmp_path / "index")

    return build


@pytest.fixture
def snapshot(snapshot_of: Callable[[Corpus], Snapshot], corpus: Corpus) -> Snapshot:
    return snapshot_of(corpus)


@pytest.fixture(scope="session")
def find() -> Callable[..., tuple[Hit, ...]]:
    """Ask a snapshot as the assistant does, with the weights of the product."""

    def ask(snapshot: Snapshot, question: str, count: int = 10) -> tuple[Hit, ...]:
        vector = embed_question(question, HashingEncoder(), snapshot)
        return search(snapshot, vector, question, load_weights(), count)

    return ask


class Campaign:
    """The dice of a campaign, and its figures, which are printed at the end."""

    def __init__(self) -> None:
        self.seed = int(os.environ.get("CAMPAIGN_SEED", "20261122"))
        self.random = random.Random(self.seed)
        self.figures: dict[str, object] = {}


@pytest.fixture
def campaign(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> Iterator[Campaign]:
    made, started = Campaign(), time.monotonic()
    yield made
    figures = ", ".join(f"{name} {figure}" for name, figure in made.figures.items())
    with capsys.disabled():
        print(
            f"\n{request.node.name}: seed {made.seed}, {figures},"
            f" {time.monotonic() - started:.1f} s"
        )
