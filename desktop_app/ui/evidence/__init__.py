"""Evidence: the register of documents, and the documents of a task."""
