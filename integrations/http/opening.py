"""Puts the desk together for a process that serves."""

from dataclasses import replace

from assistant.answering import Assistant, load_assistant
from index.locating import index_folder
from index.snapshot import Snapshot
from integrations.http.admission import Gate
from integrations.http.desk import Desk
from integrations.http.metrics import Metrics
from integrations.http.reloading import Shelf
from integrations.memory.conversations import StoredConversations
from integrations.memory.memory import Memory
from integrations.settings import Settings


def open_desk(assistant: Assistant, memory: Memory, settings: Settings) -> Desk:
    """Open the desk; conversations are kept in the memory from here on."""
    metrics = Metrics()
    conversations = StoredConversations(memory, on_fault=metrics.memory_faults.inc)

    def assistant_of(snapshot: Snapshot) -> Assistant:
        loaded = load_assistant(snapshot, assistant.encoder, settings.today)
        return replace(loaded, conversations=conversations)

    return Desk(
        shelf=Shelf(
            replace(assistant, conversations=conversations),
            settings.index or index_folder(settings.corpus),
            assistant_of,
        ),
        memory=memory,
        gate=Gate(settings.most_running, settings.most_waiting),
        metrics=metrics,
        settings=settings,
    )
