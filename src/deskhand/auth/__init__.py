"""From a credential to an actor: API keys, passwords, and how often a key may call."""
