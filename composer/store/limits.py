"""How much a file from outside may hold; the one place where such limits stand.

They are far above what people write and far below what would stop the program.
"""

YAML_BYTES = 4 * 1024 * 1024
YAML_EVENTS = 200_000
YAML_DEPTH = 24
TEXT_LENGTH = 1024 * 1024

ZIP_BYTES = 100_000_000
ZIP_ENTRIES = 2_000
ZIP_RATIO = 100

USES_BYTES = 4_000_000
LOCK_BYTES = 4_000
JOURNAL_BYTES = 64_000_000
BACKUP_BYTES = 500_000_000

DRAWING_BYTES = 1_000_000
FONT_BYTES = 32_000_000

PICTURE_BYTES = 25_000_000
PICTURE_PIXELS = 40_000_000
