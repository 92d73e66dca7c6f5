"""Receipts of answers, and what people thought of them."""

import hashlib
import json

from sqlalchemy import Connection, insert, select

from assistant.personal_data import redact
from assistant.types import Answer
from integrations.memory.errors import UnknownAnswerError
from integrations.memory.tables import feedback, receipts
from integrations.memory.types import Cited, Feedback, Receipt


def digest_of(answer: Answer) -> str:
    """Digest what an answer says and cites; time and ids are not part of it."""
    said = [answer.status, answer.text, *(one.model_dump_json() for one in answer.citations)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def add_receipt(connection: Connection, receipt: Receipt) -> None:
    """Keep a receipt with its question redacted."""
    fields = receipt.model_dump(exclude={"cited"})
    cited = json.dumps([one.model_dump() for one in receipt.cited])
    fields["question"] = redact(receipt.question)
    connection.execute(insert(receipts).values(**fields, cited=cited))


def receipts_of(connection: Connection, conversation_id: str) -> tuple[Receipt, ...]:
    """Give the receipts of a conversation, oldest first."""
    rows = connection.execute(
        select(receipts)
        .where(receipts.c.conversation_id == conversation_id)
        .order_by(receipts.c.id)
    ).mappings()
    return tuple(_receipt(dict(row)) for row in rows)


def add_feedback(connection: Connection, given: Feedback, now: float) -> str:
    """Keep an opinion, and give the conversation that it belongs to. Raises UnknownAnswerError."""
    conversation_id: str | None = connection.scalar(
        select(receipts.c.conversation_id).where(receipts.c.answer_id == given.answer_id).limit(1)
    )
    if conversation_id is None:
        raise UnknownAnswerError
    comment = redact(given.comment) if given.comment else None
    fields = {**given.model_dump(), "comment": comment}
    connection.execute(
        insert(feedback).values(**fields, given_at=now, conversation_id=conversation_id)
    )
    return conversation_id


def feedback_on(connection: Connection, answer_id: str) -> tuple[Feedback, ...]:
    """Give what was thought of an answer, oldest first."""
    columns = [feedback.c[name] for name in Feedback.model_fields]
    rows = connection.execute(
        select(*columns).where(feedback.c.answer_id == answer_id).order_by(feedback.c.id)
    ).mappings()
    return tuple(Feedback.model_validate(dict(row)) for row in rows)


def _receipt(row: dict[str, object]) -> Receipt:
    del row["id"]
    cited = [Cited.model_validate(one) for one in json.loads(str(row.pop("cited")))]
    return Receipt.model_validate({**row, "cited": tuple(cited)})
