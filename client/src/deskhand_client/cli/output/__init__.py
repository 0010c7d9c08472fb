"""What commands print: tables for people, lines for pipes, JSON and CSV for programs."""
