"""The server's own commands, which the `deskhand` command finds by an entry point."""

from deskhand_client.cli.lazy import Entry

COMMANDS = (
    Entry("serve", "deskhand.cli.serving:serve", "Serve the API and the console until SIGTERM or Ctrl-C."),
    Entry("worker", "deskhand.cli.serving:worker", "Run the recurring jobs without serving, until SIGTERM or Ctrl-C."),
    Entry("init", "deskhand.cli.founding:init", "Make an account with its first administrator."),
    Entry("keys", "deskhand.cli.keys:app", "API keys: create, list, revoke."),
    Entry("password", "deskhand.cli.passwords:app", "Passwords of technicians."),
    Entry("demo", "deskhand.cli.demo:demo", "Fill an account with demo data."),
    Entry("migrate", "deskhand.cli.check:migrate_database", "Bring the database's tables up to date."),
    Entry("check", "deskhand.cli.check:check", "Say whether settings, database and storage are in order."),
)

# What `deskhand import` can do besides, on the machine of the server.
IMPORTS = (
    Entry("deskhand", "deskhand.cli.moving_in:import_deskhand", "Make an account of what another Deskhand exported."),
)
