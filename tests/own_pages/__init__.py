"""A town whose pages have a base of their own (`WAGTAIL_PAGE_MODEL`), without our pages app."""
