"""A build, from the site's folder to the output; other commands go the same way as far as they need."""
