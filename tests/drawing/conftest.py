"""The look, for drawings on screens."""

from tests.ui.conftest import theme

__all__ = ["theme"]
