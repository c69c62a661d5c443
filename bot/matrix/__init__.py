"""The only code that knows nio: session, sync, inbox, outbox, rooms, trust."""
