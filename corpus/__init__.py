"""Documents, programmes and phrasings. Knows nothing of vectors, questions or channels."""
