"""Floor 6, bytes to disk: cache, workers, manifest, commit. Knows paths and digests, not what they mean."""
