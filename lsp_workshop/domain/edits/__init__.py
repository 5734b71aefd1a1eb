"""What a person can do to a workshop, one factory a deed: each returns an edit for `Session.do`.

An edit looks at the workshop, checks the rules and returns the transaction, or raises `DomainError`.
"""
