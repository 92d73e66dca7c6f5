"""What the service remembers: conversations, receipts, feedback, hand-offs, limits."""
