"""A finding is weighed before it is said: what holds now, who disagrees, what has ended."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.findings import Finding
from assistant.quoting import find_quoted, reading_of
from assistant.types import Understanding
from assistant.weighing import weighed
from corpus.types import Corpus, Disagreement, Document, Quotation, SectionSource, Side, Source
from index.snapshot import Snapshot

Understood = Callable[..., Understanding]

OLD = "In 2021/22 the club met daily."
NEW = "In 2025/26 the club met once a week."
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def snapshot(
    snapshot_of: Callable[[Corpus], Snapshot], document_of: Callable[..., Document]
) -> Snapshot:
    document = document_of(
        f"## When was the club?\n\n{OLD}\n\n## When is the club?\n\n{NEW}\n",
        id="club",
        source=Source(title="The club", academic_year="2025/26"),
        section_sources=(
            SectionSource(title="The club", section="When was the club?", academic_year="2021/22"),
        ),
    )
    sides = (
        Side(document_id="club", quote=NEW, says="once a week"),
        Side(document_id="club", quote=OLD, says="daily"),
    )
    marked = Disagreement(id="club", point="how often the club meets", by="years", sides=sides)
    return snapshot_of(
        Corpus(documents=(document,), disagreements=(marked,), digest="made in code")
    )


@pytest.mark.parametrize(
    ("text", "fields", "expected", "has_conflict"),
    [
        ("how often does it meet?", {}, [NEW], False),
        ("is it still daily?", {}, [NEW, OLD], True),
        ("how often did it meet?", {}, [OLD], False),
        ("how often in 21/22?", {"academic_years": ("2021/22",)}, [OLD], False),
    ],
    ids=["now", "in doubt", "then", "of its year"],
)
def test_old_rule_is_told_to_who_wants_it(
    text: str,
    fields: dict[str, object],
    expected: list[str],
    has_conflict: bool,
    snapshot: Snapshot,
    understanding_of: Understood,
) -> None:
    quoted = find_quoted(Quotation(document_id="club", quote=OLD), snapshot)
    assert quoted
    finding = Finding(
        question=understanding_of(text, **fields),
        confidence=1.0,
        readings=(reading_of(quoted.passage, quoted.sentence),),
    )
    result = weighed(finding, (), snapshot, TODAY)
    whole = snapshot.documents["club"].text
    said = [whole[one.start : one.end] for some in result.readings for one in some.sentences]
    assert said == expected
    assert (result.conflict is not None) == has_conflict
