"""The town's own pages: the home page and ordinary pages of text."""
