import pytest

from assistant.eligibility.rulebook import Rulebook
from corpus.loading import BUNDLED_CORPUS, load_corpus
from corpus.types import Corpus


@pytest.fixture(scope="session")
def bundled() -> Corpus:
    return load_corpus(BUNDLED_CORPUS)


@pytest.fixture(scope="session")
def bundled_rules(bundled: Corpus) -> Rulebook:
    """The bundled rules without an index."""
    documents = {document.id: document for document in bundled.documents}
    return Rulebook.model_construct(
        programmes=bundled.programmes, facts=bundled.facts, documents=documents
    )
