"""SLA policies and calendars: what is promised to whom, and in which hours."""
