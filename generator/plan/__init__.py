"""Floor 4, the site to the list of outputs: paths, keys and views. Pure; renders nothing."""
