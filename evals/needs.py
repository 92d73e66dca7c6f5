"""What staff should write next: what was asked and not told, and what few words lead to."""

from collections import Counter, defaultdict

from corpus.types import Record
from evals.runs import Run
from evals.scoring import MEASURES
from evals.summarising import judged

FEW_PHRASINGS = 8
"""Recall at 1 rises up to about eight phrasings a section (studies/results/retrieval.md)."""
MOST = 15


class Need(Record):
    """Something to write, and the cases that would profit."""

    what: str
    detail: str
    cases: tuple[str, ...]


def frequent_gaps(run: Run) -> list[Need]:
    """Give what the assistant said that the sources do not tell, the most frequent first."""
    asked: dict[str, list[str]] = defaultdict(list)
    for case, result in judged(run):
        for notice in result.answer.notices:
            if notice.kind == "gap":
                asked[notice.text].append(case.id)
    most = sorted(asked.items(), key=lambda one: (-len(one[1]), one[0]))[:MOST]
    return [Need(what=text, detail=_counted(len(ids)), cases=tuple(ids)) for text, ids in most]


def thin_sections(run: Run) -> list[Need]:
    """Give sections with few phrasings in documents that should have answered and did not."""
    missed: dict[str, list[str]] = defaultdict(list)
    for case, result in judged(run):
        value = MEASURES[0].score(case, result)
        if case.answerable and value and not value[0]:
            for document in case.cites:
                missed[document].append(case.id)
    thin = [
        Need(
            what=section_id, detail=f"{section.phrasings} phrasings", cases=tuple(missed[document])
        )
        for section_id, section in run.sections.items()
        if (document := section_id.split("#", 1)[0]) in missed
        and section.phrasings < FEW_PHRASINGS
        and not section_id.endswith("#")
    ]
    return sorted(thin, key=lambda one: (-len(one.cases), one.what))[:MOST]


def never_found(run: Run) -> list[Need]:
    """Give the documents that should have been found most often and were not among five."""
    counts: Counter[str] = Counter()
    cases: dict[str, list[str]] = defaultdict(list)
    for case, result in judged(run):
        first = {section.split("#", 1)[0] for section in result.retrieved[:5]}
        if case.answerable and case.cites and result.retrieved and not first & set(case.cites):
            counts[case.cites[0]] += 1
            cases[case.cites[0]].append(case.id)
    return [
        Need(what=name, detail=_counted(count), cases=tuple(cases[name]))
        for name, count in counts.most_common(MOST)
    ]


def _counted(count: int) -> str:
    return f"{count} question{'s' if count != 1 else ''}"
