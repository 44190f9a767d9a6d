"""The desk where sheets and posters are printed (R-06)."""
