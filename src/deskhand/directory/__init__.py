"""Who is who: customers, their contacts, and the account's technicians."""
