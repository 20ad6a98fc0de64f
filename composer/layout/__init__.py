"""From flow to pages: pure geometry in points, origin top left."""
