"""Search in the page: documents, an index of the grams of their text in many small scripts, and the text itself."""
