"""How far punctuation stands out of a justified column, so that its edges look straight.

Small signs carry little ink: set flush, a full stop or a hyphen at the end of a line makes a dent in it.
"""

SOFT_HYPHEN = "\u00ad"

# Which part of a sign at the end of a line stands over the right edge.
BEHIND = {
    ".": 0.8,
    ",": 0.8,
    "-": 0.6,
    SOFT_HYPHEN: 0.6,
    "\u2010": 0.6,
    "\u2011": 0.6,
    ":": 0.5,
    ";": 0.5,
    "'": 0.6,
    '"': 0.6,
    "\u2019": 0.6,
    "\u201d": 0.6,
    "\u203a": 0.4,
    "\u00bb": 0.4,
    "\u2013": 0.3,
    "\u2014": 0.2,
    "\u2026": 0.25,
}
# And of one at the beginning over the left edge.
BEFORE = {
    "'": 0.6,
    '"': 0.6,
    "\u2018": 0.6,
    "\u2019": 0.6,
    "\u201a": 0.6,
    "\u201c": 0.6,
    "\u201e": 0.6,
    "\u2039": 0.4,
    "\u00ab": 0.4,
    "\u2013": 0.3,
    "\u2014": 0.2,
}
