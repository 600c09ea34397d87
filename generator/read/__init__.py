"""Floor 2, files to records: the only reader of content. Knows how authors write, not what the public may see."""
