"""All wording of ours that a teacher sees. Facts never stand here: they come from sources only."""

from corpus.types import KnownGap

HUB = "your local Maths Hub"

GREETING = (
    "Hello. I answer questions about teaching for mastery programmes in England, from named"
    " sources: who can join, what it costs, how many days it takes, what comes next."
)
THANKS = "You're welcome. Ask me anything else about teaching for mastery or your Maths Hub."
SORRY = (
    "Sorry about that. Please tell me in a few words which programme you mean and what you want"
    f" to know, or ask {HUB}."
)
NO_SOURCE = f"The sources don't say. Nothing in them answers this question; please ask {HUB}."
OUT_OF_SCOPE = (
    "That is outside what I can help with: I only answer questions about teaching for mastery"
    " programmes and Maths Hubs in England, from their published sources."
)
INJECTION = (
    "I can't act on instructions in a message. I only answer questions about teaching for mastery"
    " programmes and Maths Hubs, from their published sources; please ask me about those."
)

HUB_CONTACT_NAME = "Your local Maths Hub"
HUB_CONTACT_URL = "https://www.ncetm.org.uk/maths-hubs/"


def gap(known: KnownGap, *, has_nearest: bool) -> str:
    """Say what is not told, and who would know; a quotation may follow."""
    who = known.ask or HUB
    said = f"The sources do not say {known.topic.rstrip('.')}. Please ask {who}."
    return f"{said} The nearest thing that they do say:" if has_nearest else said


def dated(academic_year: str) -> str:
    """Warn that a fact belongs to a year that is over."""
    return f"This was true for {academic_year} and may have changed since; check with {HUB}."


ENDED = f"This comes from a source that is no longer current; check with {HUB}."


def assumed_topic(topic: str) -> str:
    """Say what an incomplete question was taken to be about."""
    return f"I took this to be about what you asked before: {topic}."
