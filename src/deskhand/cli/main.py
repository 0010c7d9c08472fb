"""The server's own commands, which the `deskhand` command finds by an entry point."""

from deskhand_client.cli.lazy import Entry

COMMANDS = (
    Entry("serve", "deskhand.cli.serving:serve", "Serve the API and the console until SIGTERM or Ctrl-C."),
    Entry(
        "worker", "deskhand.cli.serving:worker", "Run the recurring jobs, such as telling breaches, without serving."
    ),
    Entry(
        "init",
        "deskhand.cli.founding:init",
        "Create or migrate the database, the account and its administrator; safe to repeat.",
    ),
    Entry("keys", "deskhand.cli.keys:app", "API keys: create, list, revoke."),
    Entry("password", "deskhand.cli.passwords:app", "Passwords of technicians: reset."),
    Entry("demo", "deskhand.cli.demo:demo", "Make a new account and fill it with two years of demo data."),
    Entry("migrate", "deskhand.cli.check:migrate_database", "Bring the database's tables up to date; safe to repeat."),
    Entry(
        "check",
        "deskhand.cli.check:check",
        "Check settings, database and migrations; each line is ok or says what to do.",
    ),
)

# What `deskhand import` can do besides, on the machine of the server.
IMPORTS = (
    Entry("deskhand", "deskhand.cli.moving_in:import_deskhand", "Make an account of what another Deskhand exported."),
)
