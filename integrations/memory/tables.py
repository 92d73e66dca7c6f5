"""The tables. A change here needs a migration in `migrations/versions/`; a test compares them.

Whatever belongs to a conversation bears its id, so that it can be forgotten as a whole.
"""

from sqlalchemy import Boolean, Column, Double, Integer, MetaData, String, Table, Text

metadata = MetaData(
    # Names for constraints, so that later migrations can speak of them on both databases.
    naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s"}
)

turns = Table(
    "turns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", String(64), nullable=False, index=True),
    Column("said_at", Double, nullable=False, index=True),
    Column("turn", Text, nullable=False),
)

receipts = Table(
    "receipts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", String(64), nullable=False, index=True),
    Column("conversation_id", String(64), nullable=False, index=True),
    Column("channel", String(32), nullable=False),
    Column("asked_at", Double, nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("status", String(40), nullable=False),
    Column("confidence", Double, nullable=False),
    Column("cited", Text, nullable=False),
    Column("answer_digest", String(64), nullable=False),
    Column("generation", String(80), nullable=False),
    Column("corpus_digest", String(64), nullable=False),
    Column("model_digest", String(64), nullable=False),
    Column("assistant_version", String(40), nullable=False),
    Column("today", String(10), nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", String(64), nullable=False, index=True),
    Column("conversation_id", String(64), nullable=False, index=True),
    Column("given_at", Double, nullable=False, index=True),
    Column("rating", String(8), nullable=False),
    Column("reason", String(32)),
    Column("comment", Text),
)

hand_offs = Table(
    "hand_offs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation_id", String(64), index=True),
    Column("asked_at", Double, nullable=False, index=True),
    Column("name", Text),
    Column("email", Text, nullable=False),
    Column("area", Text),
    Column("message", Text, nullable=False),
)

quotas = Table(
    "quotas",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("started_at", Double, nullable=False, index=True),
    Column("requests", Integer, nullable=False),
)

replies = Table(
    "replies",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("request_digest", String(64), nullable=False),
    Column("made_at", Double, nullable=False, index=True),
    Column("conversation_id", String(64), index=True),
    Column("status", Integer),
    Column("body", Text),
)

switches = Table(
    "switches",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("is_off", Boolean, nullable=False),
    Column("changed_at", Double, nullable=False),
)
