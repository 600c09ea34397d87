"""Floor 3, records to the public site: the gate, prose, references, recommended reading. Pure."""
