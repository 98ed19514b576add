//! Parties with their keys.

use bayan_claim::id::{KeyBytes, KeyThumbprint, PartyId};
use bayan_proof::key::{PublicKey, SigningKey};

use crate::speech::party_id;

/// A party and one of its keys, which is drawn from a seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signer {
    /// The party.
    pub party: PartyId,
    seed: [u8; 32],
}

impl Signer {
    /// The signer whose party is named `party`, with key number `number`.
    pub fn new(party: &str, number: u8) -> Self {
        let party = party_id(party);
        let mut seed = [number; 32];
        seed[..16].copy_from_slice(&party.0);
        Self { party, seed }
    }

    /// The same key, as if it were another party's.
    #[must_use]
    pub fn of(self, party: PartyId) -> Self {
        Self { party, ..self }
    }

    /// The secret key.
    pub fn key(&self) -> SigningKey {
        SigningKey::from_seed(self.seed)
    }

    /// The public key.
    pub fn public(&self) -> PublicKey {
        self.key().public()
    }

    /// The public key, as bodies write it.
    pub fn key_bytes(&self) -> KeyBytes {
        KeyBytes(*self.public().as_bytes())
    }

    /// The key's thumbprint, as bodies write it.
    pub fn thumbprint(&self) -> KeyThumbprint {
        KeyThumbprint(self.public().thumbprint().0)
    }
}
