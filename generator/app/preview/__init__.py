"""``serve``: a site that is built at every save, and shown."""
