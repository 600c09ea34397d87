"""Floor 1, what the words mean: settings, records, entities, addresses. Values only; no input, no output, no clock."""
