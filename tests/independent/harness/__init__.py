"""Makes ledgers with a real `bayan`, damages copies, and compares its verdicts with the independent verifier's."""
