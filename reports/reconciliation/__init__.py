"""Reconciliation: what the closure report, the handover letter and the reply say, compared item by item.

Nothing is issued over a blocking finding unless somebody overrides it with a reason, which is kept.
"""
