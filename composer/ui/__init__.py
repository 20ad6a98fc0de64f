"""The window: Qt, and nothing else."""

from composer.ui import plain_imports as plain_imports  # before all that imports more
