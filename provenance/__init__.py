"""Find the passages and quotations that news outlets share, whom each credits, and how they spread."""

__version__ = "0.1.0"
