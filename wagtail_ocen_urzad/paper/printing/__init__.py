"""Papers to be filled in or hung up: sheets, posters, cards for a desk."""
