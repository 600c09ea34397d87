"""Recommended reading: who is compared with whom, what they share, and who stands where; carried over between runs."""
