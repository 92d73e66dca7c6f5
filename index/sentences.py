"""Cuts blocks into what can be quoted: sentences, items, rows, headings that state something."""

from collections.abc import Iterator

import nupunkt

from corpus.types import HEADING_KINDS, Block
from index.types import Sentence, SentenceKind

MIN_WORDS_OF_STATING_HEADING = 7
"""A flattened heading this long may be a statement ("All schools complete this phase, …")."""

_KINDS: dict[str, SentenceKind] = {
    "item": "item",
    "row": "row",
    "lead_in": "lead_in",
    "quotation": "quotation",
    "attribution": "quotation",
    "contact": "contact",
}


def sentences_of(blocks: tuple[Block, ...], text: str) -> Iterator[Sentence]:
    """Yield the quotable spans of one passage's blocks in order, numbered by paragraph."""
    paragraph = -1
    previous: Block | None = None
    for block in blocks:
        if not _belongs_together(previous, block):
            paragraph += 1
        previous = block
        if block.kind == "heading":
            if len(text[block.start : block.end].split()) >= MIN_WORDS_OF_STATING_HEADING:
                yield Sentence(
                    kind="heading", start=block.start, end=block.end, paragraph=paragraph
                )
        elif block.kind == "paragraph":
            for start, end in sentence_spans(text, block.start, block.end):
                yield Sentence(kind="sentence", start=start, end=end, paragraph=paragraph)
        elif block.kind not in HEADING_KINDS:
            yield Sentence(
                kind=_KINDS[block.kind], start=block.start, end=block.end, paragraph=paragraph
            )


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences in `text[start:end]`, without white space around them."""
    for first, last in nupunkt.sent_spans(text[start:end]):
        piece = text[start + first : start + last]
        if piece.strip():
            indent = len(piece) - len(piece.lstrip())
            yield start + first + indent, start + first + len(piece.rstrip())


def _belongs_together(previous: Block | None, block: Block) -> bool:
    """A list or table is one paragraph with its lead-in; a quotation with its speaker."""
    if previous is None:
        return False
    if block.kind in {"item", "row"}:
        return previous.kind in {"lead_in", block.kind}
    return block.kind == "attribution"
