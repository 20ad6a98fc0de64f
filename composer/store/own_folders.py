"""Where the program keeps what is its own: journals, earlier versions, the log. Never a share, never TEMP."""

import os
from pathlib import Path

FOLDER = "PLEIDOOI_DATA"
PRIVATE = 0o700


def data_folder() -> Path:
    """Returns the folder of this user and machine; it need not be there. PLEIDOOI_DATA names another one."""
    if folder := os.environ.get(FOLDER):
        return Path(folder)
    from platformdirs import user_data_path

    # Local, not roaming: what stands here is of this machine.
    return user_data_path("pleidooi", appauthor=False, roaming=False)


def journal_folder() -> Path:
    """Returns where journals are."""
    return data_folder() / "journal"


def versions_folder() -> Path:
    """Returns where earlier versions of documents are."""
    return data_folder() / "versions"


def tried_fonts_folder() -> Path:
    """Returns where it is noted which fonts from outside were tried well."""
    return data_folder() / "fonts"


def page_pictures_folder() -> Path:
    """Returns where pictures of pages are kept that can be made again at any time."""
    if os.environ.get(FOLDER):
        return data_folder() / "pages"
    from platformdirs import user_cache_path

    return user_cache_path("pleidooi", appauthor=False) / "pages"


def log_folder() -> Path:
    """Returns where the log is."""
    if os.environ.get(FOLDER):
        return data_folder() / "log"
    from platformdirs import user_log_path

    return user_log_path("pleidooi", appauthor=False)


def cache_folder() -> Path:
    """Returns where what can be made again is: it may be deleted at any time."""
    if os.environ.get(FOLDER):
        return data_folder() / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("pleidooi", appauthor=False)
