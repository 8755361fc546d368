"""Pages of HTML into tagged PDFs: in a child process, within bounds, reading nothing but our own files.

``engine`` is the door; the other modules are read by the child alone, which knows nothing of Django.
"""
