"""Floor 5, an output to bytes. Pure work that any process may do; templates and drawings, no site."""
