"""How much a text from elsewhere may hold; what is beyond is left out and said so."""

# Characters of HTML or plain text, and of these how many make it worth another thread.
LONGEST = 8_000_000
LARGE = 200_000
# Elements in each other, and all of them; more is not written by people.
DEPTH = 200
ELEMENTS = 200_000
CELLS = 20_000
# Stretches of a format in one paragraph: a page of a register of names has some two hundred.
FORMATS = 1_000
# Characters of notes that are said again where a text refers to them again.
REPEATED = 200_000
# Blocks that one paste makes.
LINES = 20_000
# Bytes of one picture as it is written in HTML.
PICTURE = 25_000_000
PICTURES = 100
# Seconds after which reading ends with what was read.
PATIENCE = 10.0
# Characters that are read before the clock is looked at.
CHUNK = 65_536
