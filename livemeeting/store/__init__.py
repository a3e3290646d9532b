"""The only SQL: the log, meetings, outbox, councils, people and secrets as rows."""
