"""wishlight (点亮): YAML wishes and Markdown stories in, a news site for any static server out.

The floors, from the ground up: base, model, read, link, plan, render, write, app; cli on the roof.
A floor imports only floors below it.
"""

__version__ = "0.1.0"
