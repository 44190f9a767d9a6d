"""Papers of an edition, made from its records."""
