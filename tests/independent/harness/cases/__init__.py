"""What a forger who holds the keys tries: each case breaks one rule of format.md, or shows that something is allowed.

`good` and `bad` are what format.md says; both sides must agree with it, and with each other.
"""

from . import fields, keys, records, statements
from .kit import CASES, KNOWN

__all__ = ["CASES", "KNOWN", "fields", "keys", "records", "statements"]
