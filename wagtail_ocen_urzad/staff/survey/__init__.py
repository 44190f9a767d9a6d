"""The desk of the survey: how it starts, how its draft stands, and the step before a change."""
