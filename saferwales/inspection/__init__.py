"""The audit pages: searching the chain, reading an entry, verifying, exporting. For auditors and administrators."""
