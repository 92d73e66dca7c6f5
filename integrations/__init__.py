"""Channels: command line, HTTP, page. Turns messages into questions and answers into messages."""
