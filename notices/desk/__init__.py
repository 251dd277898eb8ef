"""The desk (広報デスク): the verbs between what is known and what is published, one module each.

The only place that starts a transaction; each verb is given the time and leaves an entry in the audit trail. May import
rendering, policy and everything below; storage is reached through `ports.py`. Add a verb as a module named after it.
"""
