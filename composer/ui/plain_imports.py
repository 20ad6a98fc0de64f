"""Imports as Python does them.

PySide reads the source of every module that is imported after it, and keeps it, to find out whether it is one
that may use `__feature__`. None here does, and that would take half as long as the imports themselves.
"""

import builtins

import PySide6.QtCore  # noqa: F401  it is what replaces the import

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
