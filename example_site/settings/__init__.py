"""Settings of the example site.

`base` for all, then `demo` (one command, no services) or `production` (what differs from town to
town comes from the environment).
"""
