"""How a school stands to a programme, by the words around its name: in it, over, never, unsure."""

from typing import Literal

from assistant.eligibility.clauses import Clause
from assistant.eligibility.patterns import Marks, PatternRecord, Words, load_patterns
from corpus.types import Phase

Stance = Literal["unsure", "over_now", "unfinished", "never", "now", "done", "just_done"]


class HistoryPatterns(PatternRecord):
    """`history.yaml`."""

    facts: dict[str, str]
    repeated: tuple[str, ...]
    doubt: Words
    doubt_after: Marks
    never: Words
    never_after: Marks
    none_of_them: Words
    groups: dict[Phase, tuple[str, ...]]
    over_now: Words
    unfinished: Words
    wish: Words
    now: Marks
    been: Marks
    now_after: Marks
    other_before: Marks
    other_after: Marks
    done: Words
    done_after: Marks
    just_done: Words
    factual: Words
    joins: Marks
    both: Marks
    corrects: Words
    refers: Words
    unsure_when: Marks


def history_patterns() -> HistoryPatterns:
    """Give the patterns of `history.yaml`."""
    patterns: HistoryPatterns = load_patterns("history.yaml", HistoryPatterns)
    return patterns


def stance_of(before: str, after: str, clause: Clause) -> Stance | None:
    """Tell how a school stands to a programme, by the words around its name."""
    patterns = history_patterns()
    if clause.asks or clause.supposes:
        factual = list(patterns.factual.finditer(before))
        if not factual:
            return None
        if patterns.doubt.search(before[: factual[-1].start()]):
            return "unsure"
        before = before[factual[-1].start() :]
    if patterns.other_after.match(after) or patterns.other_before.search(before):
        return None
    if patterns.doubt.search(before) or patterns.doubt_after.match(after):
        return "unsure"
    if patterns.over_now.search(before) or patterns.over_now.search(after):
        return "over_now"
    if patterns.unfinished.search(before):
        return "unfinished"
    negation = patterns.never.search(before)
    if negation and not patterns.wish.search(before[negation.end() :]):
        return "never"
    if patterns.never_after.match(after):
        return "never"
    if negation or patterns.wish.search(before):
        return None
    if patterns.just_done.search(before) and patterns.done.search(before):
        return "just_done"
    if patterns.now_after.match(after):
        return "now"
    if patterns.now.search(before) and not patterns.been.search(before):
        return "now"
    if patterns.done.search(before) or patterns.done_after.match(after):
        return "done"
    return None
