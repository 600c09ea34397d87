"""What must not break us, case by case: ``table.py`` says which test proves which."""
