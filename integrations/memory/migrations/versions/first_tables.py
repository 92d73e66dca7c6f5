"""The first tables. Written out, not taken from tables.py: a step never changes once released."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _conversations()
    _receipts()
    _opinions()
    op.create_table(
        "quotas",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("started_at", sa.Double, nullable=False),
        sa.Column("requests", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_quotas"),
    )
    op.create_table(
        "replies",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("request_digest", sa.String(64), nullable=False),
        sa.Column("made_at", sa.Double, nullable=False),
        sa.Column("conversation_id", sa.String(64)),
        sa.Column("status", sa.Integer),
        sa.Column("body", sa.Text),
        sa.PrimaryKeyConstraint("key", name="pk_replies"),
    )
    op.create_table(
        "switches",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("is_off", sa.Boolean, nullable=False),
        sa.Column("changed_at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_switches"),
    )
    for table, column in (
        ("turns", "conversation_id"),
        ("turns", "said_at"),
        ("receipts", "answer_id"),
        ("receipts", "conversation_id"),
        ("receipts", "asked_at"),
        ("feedback", "answer_id"),
        ("feedback", "conversation_id"),
        ("feedback", "given_at"),
        ("hand_offs", "conversation_id"),
        ("hand_offs", "asked_at"),
        ("quotas", "started_at"),
        ("replies", "made_at"),
        ("replies", "conversation_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Remove the tables."""
    for table in ("switches", "replies", "quotas", "hand_offs", "feedback", "receipts", "turns"):
        op.drop_table(table)


def _conversations() -> None:
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("said_at", sa.Double, nullable=False),
        sa.Column("turn", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
    )


def _receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("answer_id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("asked_at", sa.Double, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("confidence", sa.Double, nullable=False),
        sa.Column("cited", sa.Text, nullable=False),
        sa.Column("answer_digest", sa.String(64), nullable=False),
        sa.Column("generation", sa.String(80), nullable=False),
        sa.Column("corpus_digest", sa.String(64), nullable=False),
        sa.Column("model_digest", sa.String(64), nullable=False),
        sa.Column("assistant_version", sa.String(40), nullable=False),
        sa.Column("today", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_receipts"),
    )


def _opinions() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("answer_id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("given_at", sa.Double, nullable=False),
        sa.Column("rating", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(32)),
        sa.Column("comment", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
    )
    op.create_table(
        "hand_offs",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("conversation_id", sa.String(64)),
        sa.Column("asked_at", sa.Double, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("area", sa.Text),
        sa.Column("message", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hand_offs"),
    )
