"""LSP Workshop: a facilitator's desk for workshops with bricks, from the first build to the signed record."""

__version__ = "0.1.0"
