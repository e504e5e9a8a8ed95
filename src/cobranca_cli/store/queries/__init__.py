"""The read model: one function per question, one SQL text per fact.

Every function takes a plain sqlite3 connection. Reports pass a read-only one; services pass the
one inside their transaction, so both sides answer "how much is open?" with the same SQL.
"""
