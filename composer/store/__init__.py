"""Everything on disk: documents, houses, pictures."""
