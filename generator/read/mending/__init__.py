"""What ``fix`` mends in files as authors saved them: pure, text to text, and read back before it is believed."""
