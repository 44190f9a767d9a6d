"""Paper: the sheet, the box, the entry."""
