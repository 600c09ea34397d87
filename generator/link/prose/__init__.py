"""Markdown to prose: what authors typed becomes HTML that is safe to show, by the rules of Chinese text."""
