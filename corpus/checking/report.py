"""Puts all structural checks of a corpus together. Knows nothing of vectors or terminals."""

from datetime import date

from corpus.checking.dates import check_dates
from corpus.checking.documents import check_documents
from corpus.checking.findings import Finding, counted
from corpus.checking.names import check_names
from corpus.checking.phrasings import check_phrasings
from corpus.checking.quotations import check_quotations
from corpus.checking.reading import CorpusFiles
from corpus.checking.rules import check_rules
from corpus.checking.sections import sections_with_text


def check_corpus(files: CorpusFiles, today: date) -> tuple[Finding, ...]:
    """Give everything that is wrong with the files, in the order of the checks."""
    return (
        *files.unread,
        *check_documents(files),
        *check_dates(files, today),
        *check_phrasings(files),
        *check_quotations(files),
        *check_rules(files),
        *check_names(files),
    )


def counts_of(files: CorpusFiles) -> str:
    """Say in one line what the corpus holds; what it borrows is not its own."""
    documents = [read.content for read in files.documents]
    contents = [read.content for read in files.phrasings]
    gaps = [gap for content in contents for gap in content.gaps]
    programmes = [read.content for read in files.programmes]
    counts = {
        "document": len(documents),
        "section": sum(map(len, map(sections_with_text, documents))),
        "phrasing": sum(len(entry.phrasings) for one in contents for entry in one.sections)
        + sum(len(gap.phrasings) for gap in gaps),
        "gap": len(gaps),
        "programme": len(programmes),
        "fact": sum(len(programme.facts) for programme in programmes),
        "rule": sum(len(rules.criteria) for one in programmes for rules in one.rules),
        "term": len(files.terms),
        "hub": len(files.hubs),
    }
    return ", ".join(counted(count, noun) for noun, count in counts.items())
