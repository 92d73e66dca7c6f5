"""Figures for Prometheus. No label holds anything of a request but its route's pattern."""

import os

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

MULTIPLE_PROCESSES = "PROMETHEUS_MULTIPROC_DIR"
"""The library's own variable: a folder in which the workers of one server add up."""
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The figures of one process, or of all workers of its server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        registry = self.registry
        self.requests = Counter(
            "mastery_http_requests",
            "Requests by route, method and status.",
            ("route", "method", "status"),
            registry=registry,
        )
        self.seconds = Histogram(
            "mastery_http_request_seconds",
            "Time until a response was sent, by route.",
            ("route",),
            buckets=_SECONDS,
            registry=registry,
        )
        self.answers = Counter(
            "mastery_answers", "Answers by status.", ("status",), registry=registry
        )
        self.feedback = Counter(
            "mastery_feedback", "Opinions by rating.", ("rating",), registry=registry
        )
        self.refused = Counter(
            "mastery_refused",
            "Requests refused: client or everybody over the limit, overloaded, off.",
            ("why",),
            registry=registry,
        )
        self.reloads = Counter(
            "mastery_reloads",
            "New generations reloaded or refused.",
            ("outcome",),
            registry=registry,
        )
        self.memory_faults = Counter(
            "mastery_memory_faults", "Failures of the database.", registry=registry
        )
        self.waiting = Gauge(
            "mastery_waiting",
            "Questions that wait for their turn.",
            registry=registry,
            multiprocess_mode="livesum",
        )
        self.index_age = Gauge(
            "mastery_index_age_seconds",
            "Time since the served index was built.",
            registry=registry,
            multiprocess_mode="livemax",
        )
        if MULTIPLE_PROCESSES not in os.environ:
            ProcessCollector(registry=registry)

    def text(self) -> bytes:
        """Give all figures in the format of Prometheus."""
        if MULTIPLE_PROCESSES not in os.environ:
            return generate_latest(self.registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)
