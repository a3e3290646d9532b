"""Tells connected viewers; knows rooms and messages, not meetings."""
