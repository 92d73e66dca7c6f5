"""Reads plain text whose structure has been flattened: web pages saved as text, flyers, PDF text.

Nothing marks a heading here, so it is read from the shape of the lines, in three passes:
1. lines that are furniture or scanning noise are dropped;
2. neighbouring lines become groups, and each group paragraphs, items, or a candidate heading;
3. candidates become headings, questions, attributions or paragraphs by what stands around them.
Every block is an exact span of the text; nothing is rewritten.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from corpus.lines import Line, content_lines
from corpus.types import HEADING_KINDS, Block, BlockKind

MAX_HEADING_CHARACTERS = 110
MAX_HEADING_WORDS = 16
MAX_QUESTION_CHARACTERS = 260
"""An FAQ's question may hold a statement and the question itself."""
MAX_QUESTION_CONTINUATION_CHARACTERS = 90
LONG_LINE_CHARACTERS = 120
"""A line longer than this was not wrapped by hand; it is a paragraph of its own."""

# What is never a letter or a sign of arithmetic needs no space after it; \uf0b7 is Word's bullet.
_BULLET = re.compile(r"\s*(?:[•▪◦‣●·\uf0b7]\s*|(?:[-*o–]|\(?\d{1,2}[.)])\s+)(?=\S)")
_TERMINAL = re.compile(r"[.!?:;][\"'”’)]*$")
# The look-behind lets a long run without @, as in data, be searched once and not from every letter.
_CONTACT = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+|\bwww\.|https?://"
    r"|(?:\+44 ?(?:\(0\) ?)?|\(?\b0)\d{2,4}\)?(?:[ -]?\d{3,4}){2}\b"
)
_ATTRIBUTION = re.compile(r"[A-Z][\w'’ &/-]{2,50}, [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}$")
_ASKER_SPEAKS = re.compile(r"^(?:I|I['’]ve|I['’]m|We|We['’]re|My|Our)\b")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]ve|I['’]m|we|our|my|us|me)\b", re.IGNORECASE)
_INTRODUCES_QUESTIONS = re.compile(r"\b(?:questions?|faqs?|q&a)\b", re.IGNORECASE)


def blocks_of_plain_text(text: str, start: int = 0) -> tuple[Block, ...]:
    """Find the blocks of `text[start:]`; the title is level 1, a section 2, a question 2 or 3."""
    drafts = [draft for group in _groups(text, start) for draft in _drafts(group, text)]
    drafts = _attributions(drafts, text)
    drafts = _joined_questions(drafts, text)
    drafts = _headings_with_content(drafts)
    return tuple(_leveled(_lead_ins(drafts, text), text))


def _groups(text: str, start: int) -> Iterator[list[Line]]:
    """Yield runs of lines with no blank line between them."""
    for is_blank, lines in groupby(content_lines(text, start), key=lambda line: line.is_blank):
        if not is_blank:
            yield list(lines)


def _drafts(lines: list[Line], text: str) -> Iterator[Block]:
    """Cut one group into blocks; a short line at its head may be its heading."""
    head = lines[0]
    widest = max(len(line.text) for line in lines)
    if len(lines) > 1 and _is_heading(head.text) and len(head.text) < 0.6 * widest:
        yield _block(
            text, head.start, head.end, "question" if head.text.endswith("?") else "heading"
        )
        lines = lines[1:]
    for first, last, is_item in _paragraphs(lines):
        yield _block(text, first, last, _kind(text[first:last].strip(), is_item=is_item))


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[int, int, bool]]:
    """Join wrapped lines; yield (start, end, whether it is a list item)."""
    start, end, is_item, previous = -1, -1, False, ""
    for line in lines:
        bullet = _BULLET.match(line.text_with_indent)
        begins = bullet is not None or start < 0 or _ends_paragraph(previous)
        if begins and start >= 0:
            yield start, end, is_item
        if begins:
            start = line.line_start + bullet.end() if bullet else line.start
            is_item = bullet is not None
        end, previous = line.end, line.text
    if start >= 0:
        yield start, end, is_item


def _ends_paragraph(line: str) -> bool:
    return len(line) > LONG_LINE_CHARACTERS or (
        bool(_TERMINAL.search(line)) and len(line) < MAX_HEADING_CHARACTERS // 2
    )


def _kind(piece: str, *, is_item: bool) -> BlockKind:
    if is_item:
        return "item"
    if _is_contact(piece):
        return "contact"
    if piece.endswith("?") and len(piece) <= MAX_QUESTION_CHARACTERS and "\n" not in piece:
        return "question"
    return "heading" if _is_heading(piece) else "paragraph"


def _is_heading(piece: str) -> bool:
    return (
        len(piece) <= MAX_HEADING_CHARACTERS
        and len(piece.split()) <= MAX_HEADING_WORDS
        and "\n" not in piece
        and (piece.endswith("?") or not _TERMINAL.search(piece))
        and not piece.endswith(",")
        and any(character.isalpha() for character in piece)
        and not piece.lstrip("*_'\"‘“")[:1].islower()
        and not _is_contact(piece)
    )


def _is_contact(piece: str) -> bool:
    """Tell a line of addresses from a sentence that mentions one."""
    found = _CONTACT.search(piece)
    return found is not None and len(_CONTACT.sub("", piece).split()) <= 6


def _block(text: str, start: int, end: int, kind: BlockKind) -> Block:
    piece = text[start:end]
    indent = len(piece) - len(piece.lstrip())
    return Block(kind=kind, start=start + indent, end=start + len(piece.rstrip()))


def _attributions(blocks: list[Block], text: str) -> list[Block]:
    """Mark "Head of Maths, Surrey" as a speaker, and what stands before it as a quotation."""
    marked = list(blocks)
    for position in range(1, len(blocks)):
        block, before = blocks[position], blocks[position - 1]
        is_short_line = block.kind == "heading" and before.kind == "paragraph"
        if is_short_line and _ATTRIBUTION.match(text[block.start : block.end]):
            marked[position - 1] = before.model_copy(update={"kind": "quotation"})
            marked[position] = block.model_copy(update={"kind": "attribution"})
    return marked


def _joined_questions(blocks: list[Block], text: str) -> list[Block]:
    """Join an FAQ's question that was spread over two lines: a statement before it, or after it."""
    joined: list[Block] = []
    for position, block in enumerate(blocks):
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        before = joined[-1] if joined else None
        words = text[block.start : block.end]
        if before and block.kind == "question" and _is_askers_statement(before, text):
            joined[-1] = before.model_copy(update={"kind": "question", "end": block.end})
        elif before and before.kind == "question" and _continues_question(block, following, words):
            joined[-1] = before.model_copy(update={"end": block.end})
        else:
            joined.append(block)
    return joined


def _is_askers_statement(block: Block, text: str) -> bool:
    words = text[block.start : block.end]
    is_short = len(words) <= MAX_QUESTION_CONTINUATION_CHARACTERS
    return block.kind in {"paragraph", "heading"} and is_short and bool(_ASKER_SPEAKS.match(words))


def _continues_question(block: Block, following: Block | None, words: str) -> bool:
    """A short first-person sentence between a question and a much longer paragraph."""
    return (
        block.kind == "paragraph"
        and len(words) <= MAX_QUESTION_CONTINUATION_CHARACTERS
        and bool(_FIRST_PERSON.search(words))
        and following is not None
        and following.kind == "paragraph"
        and following.end - following.start > 2 * len(words)
    )


def _headings_with_content(blocks: list[Block]) -> list[Block]:
    """Make a candidate heading a paragraph where nothing follows that it could head."""
    kept = list(blocks)
    for position in range(len(kept) - 1, 0, -1):
        if kept[position].kind not in HEADING_KINDS:
            break
        kept[position] = kept[position].model_copy(update={"kind": "paragraph"})
    return kept


def _lead_ins(blocks: list[Block], text: str) -> Iterator[Block]:
    for block, following in zip_longest(blocks, blocks[1:]):
        introduces = following is not None and following.kind == "item"
        if block.kind == "paragraph" and introduces and text[block.end - 1] == ":":
            yield block.model_copy(update={"kind": "lead_in"})
        else:
            yield block


def _leveled(blocks: Iterator[Block], text: str) -> Iterator[Block]:
    """Give headings their depth: the title 1; below a heading without content, one deeper."""
    has_title = False
    previous_level = 0
    under_questions = False
    for block in blocks:
        if block.kind not in {"heading", "question"}:
            previous_level = 0
            yield block
            continue
        if not has_title and block.kind == "heading":
            has_title, level = True, 1
        elif block.kind == "question" and under_questions:
            level = 3
        else:
            level = max(previous_level + 1, 2)
        if block.kind == "heading":
            under_questions = bool(_INTRODUCES_QUESTIONS.search(text[block.start : block.end]))
        previous_level = level
        yield block.model_copy(update={"level": level})
