"""The leak scan: reads what goes out as a neighbour, a search engine or a thief would, and tells what must not go."""
