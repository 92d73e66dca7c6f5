"""The sections of a document, as phrasings and sources name them: by the text of a heading."""

from collections.abc import Iterator
from itertools import pairwise

from corpus.types import HEADING_KINDS, Block, Document


def headings_of(document: Document) -> tuple[str, ...]:
    """Give every heading below the title, on one line each, in reading order."""
    named = (block for block in document.blocks if _names_section(block))
    return tuple(_words(document, block) for block in named)


def sections_with_text(document: Document) -> tuple[str, ...]:
    """Give the headings that text stands directly below: only these can be found and cited."""
    return tuple(_with_text(document))


def _with_text(document: Document) -> Iterator[str]:
    for block, following in pairwise(document.blocks):
        if _names_section(block) and following.kind not in HEADING_KINDS:
            yield _words(document, block)


def _names_section(block: Block) -> bool:
    """Tell a heading from other blocks, and from the document's title."""
    return block.kind in HEADING_KINDS and (block.level > 1 or block.kind == "question")


def _words(document: Document, block: Block) -> str:
    return " ".join(document.text[block.start : block.end].split())
