"""Whether retrieval puts the right documents first: recall and nDCG, by ir-measures."""

from ir_measures import Measure as RankMeasure
from ir_measures import Qrel, R, ScoredDoc, nDCG

from evals.judging import Case
from evals.types import Result


def recall_at_5(case: Case, result: Result) -> tuple[float, str] | None:
    """Give the share of the right documents among the first five; None without a gold."""
    return _measured(R @ 5, case, result)


def gain_at_10(case: Case, result: Result) -> tuple[float, str] | None:
    """Give nDCG among the first ten documents: 1 where all right ones stand first."""
    return _measured(nDCG @ 10, case, result)


def ranked_documents(result: Result) -> tuple[str, ...]:
    """Give the documents found, in the order of their best section."""
    return tuple(dict.fromkeys(section.split("#", 1)[0] for section in result.retrieved))


def _measured(measure: RankMeasure, case: Case, result: Result) -> tuple[float, str] | None:
    if not (case.answerable and case.cites):
        return None
    documents = ranked_documents(result)
    if not documents:
        return 0.0, "nothing found"
    qrels = [Qrel(case.id, document, 1) for document in case.cites]
    run = [ScoredDoc(case.id, one, float(-rank)) for rank, one in enumerate(documents)]
    ranks = [str(documents.index(one) + 1) for one in case.cites if one in documents]
    (metric,) = measure.iter_calc(qrels, run)
    return round(float(metric.value), 6), f"right documents at {', '.join(sorted(ranks)) or 'none'}"
