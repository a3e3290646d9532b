"""livemeeting: a council meeting's record, public page and posts from one press."""

__version__ = "0.1.0"
