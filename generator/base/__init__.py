"""Floor 0, what everybody may use: problems, text, digests. Knows nothing of wishes, files or pages."""
