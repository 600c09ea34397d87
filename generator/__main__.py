"""``python -m generator`` is ``wishlight``."""

from generator.cli import main

if __name__ == "__main__":
    main(prog_name="wishlight")
