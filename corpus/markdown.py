"""Reads Markdown into blocks with exact offsets. Inline markup is left as it is written."""

import re
from collections.abc import Iterator
from itertools import accumulate, zip_longest

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.errors import UnreadableFileError
from corpus.types import Block, BlockKind

# Inline markup is not needed, and five million brackets would take two minutes. Indented text is
# prose that somebody indented, not code, which would be left out.
_PARSER = MarkdownIt("commonmark").enable("table").disable(["inline", "code"])

MAX_MARKS = 300_000
"""A mark of a list, quotation or table costs about 2 KiB, and a text could hold two million."""


def blocks_of_markdown(text: str, start: int = 0) -> tuple[Block, ...]:
    """Find the blocks of `text[start:]`; offsets count from the beginning of `text`.

    Raises UnreadableFileError for a text made of little but list and table marks.
    """
    body = text[start:]
    if sum(body.count(mark) for mark in "-*+>|.)") > MAX_MARKS:
        raise UnreadableFileError(f"more than {MAX_MARKS:,} list and table marks")
    # Not splitlines(): it also breaks at form feeds and U+2028, where the parser does not.
    lines = re.split(r"(?<=\n)", body)
    offsets = [start, *(start + length for length in accumulate(map(len, lines)))]
    blocks = tuple(_blocks(_PARSER.parse(body), text, offsets))
    return tuple(_with_lead_ins(blocks, text))


def _blocks(tokens: list[Token], text: str, offsets: list[int]) -> Iterator[Block]:
    item_depth = 0
    for position, token in enumerate(tokens):
        if token.type in {"list_item_open", "list_item_close"}:
            item_depth += token.nesting
        parent = tokens[position - 1]
        if token.type == "inline" and token.content and parent.type not in {"th_open", "td_open"}:
            first, last = _span(token, text, offsets)
            if parent.type == "heading_open":
                yield _heading(text, first, last, level=int(parent.tag[1]))
            elif _is_bare_table(text[first:last]):
                yield from _rows(text, first, last)
            else:
                yield Block(kind="item" if item_depth else "paragraph", start=first, end=last)
        elif token.type == "tr_open" and token.map:
            first, last = offsets[token.map[0]], offsets[token.map[1]]
            first, last = _trimmed(text, first, last)
            yield Block(kind="row", start=first, end=last)


def _is_bare_table(piece: str) -> bool:
    """Tell a table without a header row, which Markdown reads as a paragraph."""
    return all(re.fullmatch(r"\|.*\|\s*", line) for line in piece.splitlines())


def _rows(text: str, first: int, last: int) -> Iterator[Block]:
    position = first
    for line in text[first:last].splitlines(keepends=True):
        start, end = _trimmed(text, position, position + len(line))
        yield Block(kind="row", start=start, end=end)
        position += len(line)


def _span(token: Token, text: str, offsets: list[int]) -> tuple[int, int]:
    """Find where the token's own words begin and end: after `## ` or `- `, before a last `##`."""
    assert token.map is not None  # noqa: S101  (checked by the only caller)
    first, last = offsets[token.map[0]], offsets[token.map[1]]
    opening = token.content.split("\n", 1)[0]
    closing = token.content.rsplit("\n", 1)[-1]
    found = text.find(opening, first, last)
    begin = found if found >= 0 else first
    ending = text.rfind(closing, begin, last)
    end = ending + len(closing) if ending >= 0 else last
    return _trimmed(text, begin, end)


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    piece = text[first:last]
    return first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())


def _heading(text: str, first: int, last: int, *, level: int) -> Block:
    kind: BlockKind = "question" if text[first:last].rstrip().endswith("?") else "heading"
    return Block(kind=kind, start=first, end=last, level=level)


def _with_lead_ins(blocks: tuple[Block, ...], text: str) -> Iterator[Block]:
    for block, following in zip_longest(blocks, blocks[1:]):
        introduces = following is not None and following.kind in {"item", "row"}
        if block.kind == "paragraph" and introduces and text[block.end - 1] == ":":
            yield block.model_copy(update={"kind": "lead_in"})
        else:
            yield block
