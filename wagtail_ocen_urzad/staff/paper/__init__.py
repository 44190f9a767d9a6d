"""The desk of paper: boxes and their protocols, the entry of sheets, second entry, tallies."""
