"""From a document to format-neutral flow: fields, numbers, citations."""
