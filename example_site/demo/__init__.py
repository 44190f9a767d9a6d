"""A finished demo office: filled through the package's public doors only, and rehearsed."""
