"""The door every request passes: request id, admission, headers, log line, and an orderly end."""
