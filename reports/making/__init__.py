"""Making PDF files beside the pages: an order keeps the page to be printed, a worker makes the file of it."""
