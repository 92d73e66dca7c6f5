"""A stock FastAPI application that takes the same body at the same address as ours.

The control of test_fuzzing.py, which must find it wanting. Takes the port as its argument.
"""

import sys

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel


class QuestionBody(BaseModel):
    question: str
    conversation_id: str | None = None


app = FastAPI()


@app.post("/v1/answers")
def answer(body: QuestionBody) -> dict[str, str]:
    return {"text": body.question}


uvicorn.run(app, port=int(sys.argv[1]), log_level="critical", access_log=False)
