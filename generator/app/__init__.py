"""Floor 7, the commands: each reads the floors below like a page. Prints nothing."""
