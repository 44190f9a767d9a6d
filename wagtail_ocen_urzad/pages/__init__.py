"""Opt-in app with the concrete page types; a site with its own base page leaves it out."""
