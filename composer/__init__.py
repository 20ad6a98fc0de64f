# SPDX-License-Identifier: EUPL-1.2
"""Pleidooi: advocacy letters from reusable blocks, exported as branded, accessible PDF."""

__version__ = "0.1.0"
