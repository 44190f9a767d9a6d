"""Paper: printed sheets, the box, and typing what was in it (§ 3)."""
