"""The desks where documents are signed, numbered and sealed: queues, matters to see, batches."""
