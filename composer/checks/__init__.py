"""Everything worth telling the author before a document leaves."""
