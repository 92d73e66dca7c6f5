"""How a question becomes an answer. Knows nothing of HTTP, Slack or evals."""
