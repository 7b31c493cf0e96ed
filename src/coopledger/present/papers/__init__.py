"""Documents that are signed: what stands in them as values, and how they are drawn as DOCX."""
