"""The desk of reports: generate one (§ 4), read it, take its PDF away."""
