"""Checks that the rules of programmes can be decided by."""

from collections.abc import Iterator

from corpus.checking.findings import Finding
from corpus.checking.reading import CorpusFiles
from corpus.rules import Fault, faults_in_facts, faults_in_rules


def check_rules(files: CorpusFiles) -> Iterator[Finding]:
    """Check the facts that rules may ask for, then the rules of every programme."""
    yield from _findings("facts.yaml", faults_in_facts(files.facts))
    # Without a readable facts.yaml every rule would be at fault.
    if "facts" not in files.unread_ids:
        for read in files.programmes:
            faults = faults_in_rules(read.content, files.facts, files.hubs)
            yield from _findings(read.file, faults)


def _findings(file: str, faults: Iterator[Fault]) -> Iterator[Finding]:
    for place, fault in faults:
        shown = " → ".join(map(str, place))
        advice = f"{fault[:1].upper()}{fault[1:]}; correct it."
        yield Finding(severity="error", kind="rule", file=file, place=shown, advice=advice)
