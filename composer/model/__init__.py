"""Values: what a document, a house and a page consist of."""
