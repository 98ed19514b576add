//! A proof in one text file that an entry is in a log (C2SP tlog-proof), kept as `.tlog-proof`.
//!
//! The entry itself travels as `extra`, the use that the standard names for what is needed to rebuild the
//! record hash. So the file is verified with nothing but the log's keys.
//!
//! Stricter than the standard: base64 is canonical, no hash is longer than 32 bytes and no empty `extra` is
//! written, so a proof has one encoding.

use data_encoding::BASE64;

use crate::checkpoint::{CheckpointError, LogVerifier, SignedCheckpoint, decode_hash};
use crate::hash::TreeHash;
use crate::note::{NOTE_MAX, Note, NoteError, decode_base64};
use crate::num::Index;
use crate::tile::{ENTRY_MAX, decimal};
use crate::tree::{PROOF_MAX, TreeError, leaf_hash, verify_inclusion};

/// The first line (tlog-proof, "Format").
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// The longest proof in bytes: the longest entry in base64, [`PROOF_MAX`] hashes, the longest checkpoint, and
/// the short lines around them.
pub const TLOG_PROOF_MAX: usize = 4 * ENTRY_MAX.div_ceil(3) + 45 * PROOF_MAX + NOTE_MAX + 128;

/// Why bytes are no proof, or prove nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// Above [`TLOG_PROOF_MAX`].
    #[error("proof of {length} bytes is above the limit of {TLOG_PROOF_MAX}")]
    TooLong {
        /// The length in bytes.
        length: usize,
    },
    /// No empty line between proof and checkpoint, or not UTF-8 before it.
    #[error("no empty line before the checkpoint")]
    Parts,
    /// The first line is another one: no proof, or of a version that this program does not know.
    #[error("first line is not {HEADER}")]
    Header,
    /// The extra data is empty, above [`ENTRY_MAX`] bytes, or not canonical base64.
    #[error("failed to read the extra line")]
    Extra,
    /// No index in decimal without leading zeros, below 2⁶⁴.
    #[error("failed to read the index line")]
    Index,
    /// A line that is not 32 bytes in canonical base64.
    #[error("failed to read hash {place}")]
    Hash {
        /// Which hash, from 0.
        place: usize,
    },
    /// More than [`PROOF_MAX`] hashes.
    #[error("more than {PROOF_MAX} hashes")]
    TooMany,
    /// What follows the empty line is no signed note.
    #[error("failed to read the checkpoint")]
    Note(#[from] NoteError),
    /// The proof does not carry the entry.
    #[error("proof without an entry in it")]
    NoEntry,
    /// The checkpoint cannot be relied on.
    #[error("failed to verify the checkpoint")]
    Checkpoint(#[from] CheckpointError),
    /// The entry is not where the proof says.
    #[error("failed to verify the inclusion of entry {index}")]
    Inclusion {
        /// The index that the proof claims.
        index: Index,
        /// What is wrong.
        #[source]
        error: TreeError,
    },
}

/// A proof as it was read: nothing in it is verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    extra: Option<Vec<u8>>,
    index: Index,
    hashes: Vec<TreeHash>,
    checkpoint: Vec<u8>,
}

impl TlogProof {
    /// A proof of its parts: 1 to [`ENTRY_MAX`] bytes of extra data, at most [`PROOF_MAX`] hashes from the
    /// leaf's sibling up, and the bytes of a signed note.
    pub fn new(
        extra: Option<Vec<u8>>,
        index: Index,
        hashes: Vec<TreeHash>,
        checkpoint: Vec<u8>,
    ) -> Result<Self, TlogProofError> {
        if extra.as_ref().is_some_and(|extra| extra.is_empty() || extra.len() > ENTRY_MAX) {
            return Err(TlogProofError::Extra);
        }
        if hashes.len() > PROOF_MAX {
            return Err(TlogProofError::TooMany);
        }
        Note::parse(&checkpoint)?;
        Ok(Self { extra, index, hashes, checkpoint })
    }

    /// The entry's bytes, unverified, if they travel with the proof.
    pub fn extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }

    /// Where the proof says that the entry is.
    pub fn index(&self) -> Index {
        self.index
    }

    /// The inclusion proof, unverified.
    pub fn hashes(&self) -> &[TreeHash] {
        &self.hashes
    }

    /// The note with the checkpoint, unverified.
    pub fn checkpoint(&self) -> &[u8] {
        &self.checkpoint
    }

    /// The bytes of the file.
    pub fn encode(&self) -> Vec<u8> {
        let mut lines = vec![HEADER.to_owned()];
        if let Some(extra) = &self.extra {
            lines.push(format!("extra {}", BASE64.encode(extra)));
        }
        lines.push(format!("index {}", self.index));
        lines.extend(self.hashes.iter().map(|hash| BASE64.encode(&hash.0)));
        let head = lines.join("\n");
        [head.as_bytes(), b"\n\n", &self.checkpoint].concat()
    }

    /// Reads what [`Self::encode`] writes; refuses every other spelling.
    pub fn parse(bytes: &[u8]) -> Result<Self, TlogProofError> {
        if bytes.len() > TLOG_PROOF_MAX {
            return Err(TlogProofError::TooLong { length: bytes.len() });
        }
        // No line of the proof itself is empty, so the first empty line ends it.
        let end = bytes.windows(2).position(|pair| pair == b"\n\n").ok_or(TlogProofError::Parts)?;
        let (head, checkpoint) = bytes.split_at_checked(end).ok_or(TlogProofError::Parts)?;
        let checkpoint = checkpoint.get(2..).ok_or(TlogProofError::Parts)?;
        let head = std::str::from_utf8(head).map_err(|_| TlogProofError::Parts)?;

        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) {
            return Err(TlogProofError::Header);
        }
        let extra = match lines.peek().and_then(|line| line.strip_prefix("extra ")) {
            Some(extra) => {
                lines.next();
                Some(decode_base64(extra).ok_or(TlogProofError::Extra)?)
            }
            None => None,
        };
        let index = lines
            .next()
            .and_then(|line| decimal(line.strip_prefix("index ")?))
            .map(Index)
            .ok_or(TlogProofError::Index)?;
        let mut hashes = Vec::new();
        for (place, line) in lines.enumerate() {
            if place >= PROOF_MAX {
                return Err(TlogProofError::TooMany);
            }
            hashes.push(decode_hash(line).ok_or(TlogProofError::Hash { place })?);
        }
        Self::new(extra, index, hashes, checkpoint.to_vec())
    }

    /// Verifies that the entry in this proof is in the log: both log signatures of the checkpoint, then the
    /// inclusion of the leaf whose entry is `extra` (RFC 9162 §2.1.3.2).
    pub fn verify(&self, log: &LogVerifier) -> Result<ProvenEntry, TlogProofError> {
        let entry = self.extra.as_ref().ok_or(TlogProofError::NoEntry)?;
        let checkpoint = log.verify(&self.checkpoint)?;
        let head = checkpoint.checkpoint();
        verify_inclusion(&leaf_hash(entry), self.index, head.size, &self.hashes, &head.root)
            .map_err(|error| TlogProofError::Inclusion { index: self.index, error })?;
        Ok(ProvenEntry { entry: entry.clone(), index: self.index, checkpoint })
    }
}

/// Bytes that were shown to be an entry of a log. Made by [`TlogProof::verify`] alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenEntry {
    entry: Vec<u8>,
    index: Index,
    checkpoint: SignedCheckpoint,
}

impl ProvenEntry {
    /// The entry's bytes. That they are a good entry, and one for this index, is still to be checked.
    pub fn entry(&self) -> &[u8] {
        &self.entry
    }

    /// Where in the log it is.
    pub fn index(&self) -> Index {
        self.index
    }

    /// The checkpoint it is under.
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::{Checkpoint, LogSigner, Origin};
    use crate::key::{MlDsaSigningKey, SigningKey};
    use crate::note::{NoteSignature, mutation};
    use crate::num::{Size, UnixMillis};
    use crate::tree::node_hash;

    fn signer() -> LogSigner {
        let origin = Origin::parse("log.example").unwrap();
        let ml_dsa = MlDsaSigningKey::from_seed([2; 32]);
        LogSigner::new(origin, SigningKey::from_seed([1; 32]), ml_dsa)
    }

    /// A tree of the entries `a`, `b`, `c`: the checkpoint, and the proof of `b`.
    fn tree() -> (Vec<u8>, Vec<TreeHash>) {
        let [a, b, c] = [b"a", b"b", b"c"].map(|entry| leaf_hash(entry));
        let signer = signer();
        let checkpoint = Checkpoint {
            origin: signer.verifier().origin().clone(),
            size: Size(3),
            root: node_hash(&node_hash(&a, &b), &c),
        };
        (signer.sign(&checkpoint, UnixMillis(1_000)).unwrap(), vec![a, c])
    }

    fn proof() -> TlogProof {
        let (checkpoint, hashes) = tree();
        TlogProof::new(Some(b"b".to_vec()), Index(1), hashes, checkpoint).unwrap()
    }

    /// The same proof about something else, changed where the fields are.
    fn changed(change: impl FnOnce(&mut TlogProof)) -> TlogProof {
        let mut proof = proof();
        change(&mut proof);
        proof
    }

    #[test]
    fn a_proof_reads_back_and_verifies() {
        let proof = proof();
        let bytes = proof.encode();
        let [a, _, c] = [b"a", b"b", b"c"].map(|entry| BASE64.encode(&leaf_hash(entry).0));
        let head =
            format!("c2sp.org/tlog-proof@v1\nextra Yg==\nindex 1\n{a}\n{c}\n\nlog.example\n3\n");
        assert!(bytes.starts_with(head.as_bytes()));
        assert_eq!(TlogProof::parse(&bytes).as_ref(), Ok(&proof));

        let proven = proof.verify(signer().verifier()).unwrap();
        assert_eq!((proven.entry(), proven.index()), (b"b".as_slice(), Index(1)));
        assert_eq!(proven.checkpoint().bytes(), proof.checkpoint());

        for other in [
            changed(|proof| proof.extra = None),
            changed(|proof| proof.hashes.clear()),
            changed(|proof| proof.index = Index(u64::MAX)),
            changed(|proof| proof.hashes = vec![TreeHash([7; 32]); PROOF_MAX]),
            changed(|proof| proof.extra = Some(vec![7; ENTRY_MAX])),
        ] {
            assert_eq!(TlogProof::parse(&other.encode()), Ok(other));
        }
    }

    #[test]
    fn the_longest_proof_fits_the_limit() {
        let line = |n: usize| NoteSignature::new(format!("n{n}"), [0; 4], vec![1; 2_900]).unwrap();
        let mut note = Note::new("t\n".into(), (0..64).map(line).collect()).unwrap().encode();
        let padding = "t".repeat(NOTE_MAX - note.len());
        note.splice(0..0, padding.bytes());
        assert_eq!(note.len(), NOTE_MAX);
        let hashes = vec![TreeHash([7; 32]); PROOF_MAX];
        let longest =
            TlogProof::new(Some(vec![7; ENTRY_MAX]), Index(u64::MAX), hashes, note).unwrap();
        assert_eq!(TlogProof::parse(&longest.encode()), Ok(longest));
        let length = TLOG_PROOF_MAX + 1;
        assert_eq!(TlogProof::parse(&vec![b'\n'; length]), Err(TlogProofError::TooLong { length }));
        let at_limit = TlogProof::parse(&vec![b'\n'; TLOG_PROOF_MAX]);
        assert_eq!(at_limit, Err(TlogProofError::Header));
    }

    #[test]
    fn false_proofs_are_refused() {
        let signer = signer();
        let inclusion = |error| TlogProofError::Inclusion { index: Index(1), error };
        let verify = |proof: TlogProof| proof.verify(signer.verifier()).map(|_| ());
        assert_eq!(verify(changed(|proof| proof.extra = None)), Err(TlogProofError::NoEntry));
        for extra in [b"a".as_slice(), b"bb", b"B"] {
            assert!(matches!(
                verify(changed(|proof| proof.extra = Some(extra.to_vec()))),
                Err(TlogProofError::Inclusion { error: TreeError::RootMismatch { .. }, .. })
            ));
        }
        assert!(matches!(
            verify(changed(|proof| proof.index = Index(0))),
            Err(TlogProofError::Inclusion { error: TreeError::RootMismatch { .. }, .. })
        ));
        assert!(matches!(
            verify(changed(|proof| proof.index = Index(3))),
            Err(TlogProofError::Inclusion { error: TreeError::IndexOutside { .. }, .. })
        ));
        assert_eq!(
            verify(changed(|proof| proof.hashes.truncate(1))),
            Err(inclusion(TreeError::ProofTooShort { found: 1 }))
        );
        assert_eq!(
            verify(changed(|proof| proof.hashes.push(TreeHash([0; 32])))),
            Err(inclusion(TreeError::ProofTooLong { found: 3 }))
        );
        assert!(verify(changed(|proof| proof.hashes.reverse())).is_err());
        let origin = Origin::parse("other.example").unwrap();
        let seeds = (SigningKey::from_seed([1; 32]), MlDsaSigningKey::from_seed([2; 32]));
        let other = LogSigner::new(origin, seeds.0, seeds.1);
        assert!(matches!(
            proof().verify(other.verifier()),
            Err(TlogProofError::Checkpoint(CheckpointError::OtherOrigin { .. }))
        ));
    }

    #[test]
    fn other_spellings_are_refused() {
        let good = String::from_utf8(proof().encode()).unwrap();
        let hash = |place| TlogProofError::Hash { place };
        for (from, to, error) in [
            ("proof@v1", "proof@v2", TlogProofError::Header),
            ("c2sp.org", " c2sp.org", TlogProofError::Header),
            ("proof@v1\n", "proof@v1\r\n", TlogProofError::Header),
            ("extra Yg==", "extra ", TlogProofError::Extra),
            ("extra Yg==", "extra Yg", TlogProofError::Extra),
            ("extra Yg==", "extra Yh==", TlogProofError::Extra),
            ("extra Yg==", "extra Yg==Yg==", TlogProofError::Extra),
            ("extra Yg==", "extra  Yg==", TlogProofError::Extra),
            ("extra Yg==", "extra Yg== ", TlogProofError::Extra),
            ("extra Yg==", "extra", TlogProofError::Index),
            ("extra Yg==", "Extra Yg==", TlogProofError::Index),
            ("extra Yg==", "extra Yg==\nextra Yg==", TlogProofError::Index),
            ("index 1\n", "", TlogProofError::Index),
            ("index 1", "index 01", TlogProofError::Index),
            ("index 1", "index +1", TlogProofError::Index),
            ("index 1", "index  1", TlogProofError::Index),
            ("index 1", "index 18446744073709551616", TlogProofError::Index),
            ("index 1", "index 1\nindex 1", hash(0)),
            ("extra Yg==\nindex 1", "index 1\nextra Yg==", hash(0)),
            ("=\n\n", "\n\n", hash(1)),
            ("=\n\n", "=\nAAAA\n\n", hash(2)),
            ("=\n\n", "= \n\n", hash(1)),
            ("=\n\n", "=\n", hash(2)),
        ] {
            let bad = good.replacen(from, to, 1);
            assert_ne!(bad, good, "{from:?}");
            assert_eq!(TlogProof::parse(bad.as_bytes()), Err(error), "{to:?}");
        }
        // One more empty line is part of the checkpoint's text, whose reader refuses it.
        let bad = TlogProof::parse(good.replacen("\n\n", "\n\n\n", 1).as_bytes()).unwrap();
        let lines = TlogProofError::Checkpoint(CheckpointError::Lines);
        assert_eq!(bad.verify(signer().verifier()), Err(lines));
        assert_eq!(TlogProof::parse(b""), Err(TlogProofError::Parts));
        assert_eq!(
            TlogProof::parse(b"c2sp.org/tlog-proof@v1\nindex 0\n"),
            Err(TlogProofError::Parts)
        );
        assert_eq!(TlogProof::parse(b"\xff\n\n"), Err(TlogProofError::Parts));
        let cut = TlogProof::parse(b"c2sp.org/tlog-proof@v1\nindex 0\n\n");
        assert_eq!(cut, Err(TlogProofError::Note(NoteError::Parts)));

        let mut long = proof();
        long.hashes = vec![TreeHash([0; 32]); PROOF_MAX + 1];
        assert_eq!(TlogProof::parse(&long.encode()), Err(TlogProofError::TooMany));
        long = changed(|proof| proof.extra = Some(vec![0; ENTRY_MAX + 1]));
        assert_eq!(TlogProof::parse(&long.encode()), Err(TlogProofError::Extra));
    }

    #[test]
    fn every_small_change_reads_back_or_is_refused() {
        let checkpoint = "log.example\n3\nroot\n\n\u{2014} log.example AQIDBAU=\n".into();
        let short = changed(|proof| proof.checkpoint = checkpoint);
        let read = |bytes: &[u8]| TlogProof::parse(bytes).ok();
        mutation::check(&short.encode(), read, TlogProof::encode);

        // And a changed proof that still reads never verifies, except for its checkpoint's own lines.
        let signer = signer();
        let bytes = proof().encode();
        let (head, checkpoint) = bytes.split_at(bytes.len() - proof().checkpoint().len());
        for bad in mutation::mutations(head, 1).filter(|bad| bad != head) {
            let bad = [&bad, checkpoint].concat();
            let verdict = TlogProof::parse(&bad).and_then(|bad| bad.verify(signer.verifier()));
            assert!(verdict.is_err(), "{}", bad.escape_ascii());
        }
    }
}
