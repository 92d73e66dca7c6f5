"""Cuts documents into passages along their structure. Knows nothing of vectors.

A passage never crosses a heading; an FAQ's question stays with its answer; a list or table stays
whole with its lead-in, a quotation with its speaker.
"""

from collections.abc import Iterator
from itertools import pairwise

from corpus.types import HEADING_KINDS, LIST_KINDS, Block, Document
from index.sentences import sentence_spans, sentences_of
from index.types import Passage

MAX_PASSAGE_CHARACTERS = 900
"""About 200 word pieces: MiniLM reads 256 and ignores the rest."""


def passages_of(document: Document) -> Iterator[Passage]:
    """Yield the passages of one document in reading order."""
    for headings, blocks in _sections(document):
        for group in _groups(_parts(blocks, document.text)):
            yield _passage(document, headings, group)


def _sections(document: Document) -> Iterator[tuple[tuple[Block, ...], tuple[Block, ...]]]:
    """Yield (headings in force, blocks below them); the document's title is no heading in force."""
    headings: tuple[Block, ...] = ()
    content: list[Block] = []
    for block in document.blocks:
        if block.kind in HEADING_KINDS:
            if content:
                yield headings, tuple(content)
                content = []
            headings = (*(other for other in headings if other.level < block.level), block)
        else:
            content.append(block)
    if content:
        yield headings, tuple(content)


def _parts(blocks: tuple[Block, ...], text: str) -> Iterator[tuple[Block, ...]]:
    """Yield what may not be separated, cutting only single paragraphs that are too long."""
    part: list[Block] = []
    for block, following in pairwise((*blocks, None)):
        assert block is not None  # noqa: S101  (only the sentinel is None)
        part.append(block)
        if following is not None and _is_inseparable(block, following):
            continue
        if len(part) == 1 and block.kind == "paragraph":
            yield from ((piece,) for piece in _pieces(block, text))
        else:
            yield tuple(part)
        part = []


def _is_inseparable(block: Block, following: Block) -> bool:
    return (
        (block.kind == "lead_in" and following.kind in LIST_KINDS)
        or (block.kind in LIST_KINDS and following.kind == block.kind)
        or following.kind == "attribution"
    )


def _pieces(block: Block, text: str) -> Iterator[Block]:
    """Cut a paragraph that is longer than a passage between its sentences."""
    if block.end - block.start <= MAX_PASSAGE_CHARACTERS:
        yield block
        return
    start, end = block.start, block.start
    for first, last in sentence_spans(text, block.start, block.end):
        if last - start > MAX_PASSAGE_CHARACTERS and end > start:
            yield block.model_copy(update={"start": start, "end": end})
            start = first
        end = last
    yield block.model_copy(update={"start": start, "end": end})


def _groups(parts: Iterator[tuple[Block, ...]]) -> Iterator[tuple[Block, ...]]:
    """Join neighbouring parts of a section while they fit into one passage."""
    group: tuple[Block, ...] = ()
    for part in parts:
        if group and part[-1].end - group[0].start > MAX_PASSAGE_CHARACTERS:
            yield group
            group = ()
        group += part
    if group:
        yield group


def _passage(document: Document, headings: tuple[Block, ...], blocks: tuple[Block, ...]) -> Passage:
    text = document.text
    named = tuple(
        heading for heading in headings if heading.level > 1 or heading.kind == "question"
    )
    path = tuple(" ".join(text[block.start : block.end].split()) for block in named)
    start, end = blocks[0].start, blocks[-1].end
    return Passage(
        id=f"{document.id}:{start}",
        document_id=document.id,
        heading_path=path,
        start=start,
        end=end,
        text_to_embed=". ".join((document.source.title, *path)) + "\n" + text[start:end],
        sentences=tuple(sentences_of((*named, *blocks), text)),
    )
