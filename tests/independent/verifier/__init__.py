"""An independent verifier of published Bayan ledgers and of the proofs they export.

Written from `docs/format.md` and the standards that it names, without the Rust sources. Clauses are cited as
`format.md §n`, or by the standard's own number.
"""
