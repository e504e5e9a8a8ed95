"""Texts for customers, and the links that carry them."""
