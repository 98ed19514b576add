//! What a report is made of: view answers, the signed statements that they rest on, and their parts in words.

use std::collections::BTreeMap;

use bayan_claim::Says;
use bayan_claim::claim::Claim;
use bayan_claim::kind::Utterance;
use bayan_claim::value::TimeBounds;
use bayan_proof::hash::{Sha256, TreeHash};
use bayan_proof::num::{Index, Size, UnixMillis};
use bayan_view::case::{Case, ClaimId};
use bayan_view::clock::Clock;
use bayan_view::headline::Beyond;
use bayan_view::promise::Promise;
use bayan_view::silence::Silence;
use bayan_view::state::Picture;
use bayan_view::track::Track;
use bayan_view::world::World;
use bayan_words::Words;

/// Everything that is shown of one incident at one moment.
pub struct Report<'a> {
    /// The words of the interface, with isolates around what stands for a variable.
    pub speech: &'a Words,
    /// The incident's id.
    pub incident: String,
    /// What stands before the ids of sections, so that several reports fit on one page; empty for one alone.
    pub prefix: String,
    /// Its claims.
    pub case: &'a Case,
    /// What was declared around it.
    pub world: &'a World,
    /// What is computed of all its sources.
    pub picture: &'a Picture,
    /// Each source once, under the nearest organisation that it speaks for, in the order in which they first stand in the log.
    pub sources: Vec<Track>,
    /// Promises, orders and requests.
    pub promises: Vec<Promise>,
    /// The clocks that claims start.
    pub clocks: Vec<Clock<'a>>,
    /// Who had not spoken.
    pub silences: Vec<Silence>,
    /// Headlines that go beyond their body.
    pub headlines: Vec<Beyond>,
    /// Every claim in words.
    pub claims: BTreeMap<ClaimId, Told<'a>>,
    /// What was declared under each id that is shown.
    pub names: BTreeMap<String, Named>,
    /// The entries that the claims rest on, and all others of the incident.
    pub entries: BTreeMap<Index, Signed<'a>>,
    /// The captured texts that are not withheld.
    pub texts: BTreeMap<Sha256, &'a [u8]>,
    /// What is withheld, a line each.
    pub gaps: Vec<(Index, String)>,
    /// What recorders corrected, a line each.
    pub corrections: Vec<(Index, String)>,
    /// At which moment.
    pub moment: Moment,
}

/// At which moment an incident is shown, and under which checkpoint.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The log's name.
    pub origin: String,
    /// How many entries the ledger held: `--as-of`.
    pub held: Size,
    /// How many the checkpoint signs.
    pub size: Size,
    /// The root of the tree of that many.
    pub root: TreeHash,
    /// When the last entry that it held was sequenced.
    pub recorded: Option<UnixMillis>,
    /// What had been said by then is shown alone: `--said-by`, as it was given.
    pub said_by: Option<String>,
    /// The names of the witnesses whose cosignatures hold.
    pub witnesses: Vec<String>,
    /// The moment that deadlines are held against.
    pub now: TimeBounds,
}

/// Something declared: a party, thing or incident.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Its slug without its kind; empty where it has none.
    pub slug: String,
    /// The name that is shown; empty where it has none.
    pub name: String,
    /// The language of the name, where it was said.
    pub language: Option<String>,
}

/// A claim in words. The words of others are in [`Self::signed`]; the rest is ours.
#[derive(Clone, Debug, Default)]
pub struct Told<'a> {
    /// The claim as it was signed, with its utterance; none where its body is withheld or missing.
    pub signed: Option<(&'a Claim, &'a Utterance)>,
    /// A JSON pointer to the utterance in the body of its entry.
    pub path: String,
    /// Why there are no words.
    pub gone: Option<String>,
    /// For each segment whether its artifact is withheld, and by what.
    pub withheld: BTreeMap<Sha256, String>,
    /// The place of the translation that is shown.
    pub gloss: Option<usize>,
    /// What it says.
    pub value: String,
    /// That it is denied or left open, and how sure, where that limits it.
    pub confidence: Vec<String>,
    /// How far it reaches, one a dimension; empty for the whole.
    pub scope: Vec<String>,
    /// Words of doubt, bound and scope.
    pub markers: Vec<String>,
    /// The speech act, with the reporter's verb.
    pub act: String,
    /// When it was said, as recorded, or what follows where that names no date.
    pub said: String,
    /// By which way it came, outermost first.
    pub way: Vec<String>,
    /// What the signature attests.
    pub attests: String,
    /// By when and until when, for promises and orders.
    pub ends: Vec<String>,
    /// That a recorder concluded it, and from what.
    pub inferred: Option<String>,
    /// What others hold of it.
    pub opinions: Option<String>,
}

/// An entry of the log with its header, and what it says where its body is there.
#[derive(Clone, Debug)]
pub struct Signed<'a> {
    /// The statement's id: 64 hex digits.
    pub statement: String,
    /// The thumbprint of the key that signed it: 64 hex digits.
    pub key: String,
    /// The id of the party that signed it.
    pub signer: String,
    /// When it was sequenced.
    pub recorded: UnixMillis,
    /// What it says; none where its body is withheld or missing.
    pub says: Option<&'a Says>,
}

/// What lets a reader verify the page where it is.
#[derive(Clone, Copy, Debug)]
pub struct Embedded<'a> {
    /// The bundle of what is shown, as `bayan bundle` writes it.
    pub bundle: &'a [u8],
    /// The pin as a JSON document with the members of a pin file.
    pub pin: &'a str,
    /// The verifier, one script.
    pub script: &'a str,
}
