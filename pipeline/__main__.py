"""``python -m pipeline``: the program where its script is not installed."""

from pipeline.cli import run

if __name__ == "__main__":
    run()
