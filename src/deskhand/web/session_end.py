"""What a page that is open is told when its session has ended: it goes to the log-in by itself."""

GONE = b"event: gone\ndata: 0\n\n"
