"""Measurements that anyone can repeat: `python -m benchmarks`, one JSON line a bar.

Not a part of the package: it comes with the checkout only.
"""
