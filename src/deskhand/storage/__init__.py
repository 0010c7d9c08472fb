"""Storage: one engine over SQLite and PostgreSQL, the tables, and the account's serial log."""
