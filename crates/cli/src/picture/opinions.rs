//! What somebody holds of a claim, as it was recorded: who endorses, disputes or repudiates it, or the statement that it
//! stands in, and why. It is shown beside the claim, and moves, denies and settles nothing.

use std::collections::BTreeMap;

use bayan_claim::Says;
use bayan_claim::id::StatementRef;
use bayan_claim::kind::{Opinion, Replacement};
use bayan_claim::limits;
use bayan_claim::text::Phrase;
use bayan_proof::num::Index;
use bayan_view::case::{Case, ClaimId, Standing};
use bayan_view::fact::OpinionFact;
use schemars::JsonSchema;
use serde::Serialize;

use super::document::{Documents, NamedDocument};
use super::quotes::Quotes;
use super::telling::Teller;
use crate::error::Failure;
use crate::reading::as_of::time_text;
use crate::reading::layout::Page;

/// How many opinions of one claim are listed, in log order; all are counted.
pub const LISTED_MAX: usize = 8;

/// The opinions of each claim, by their places in [`Case::opinions`].
#[derive(Debug, Default)]
pub struct Opinions(BTreeMap<ClaimId, Vec<usize>>);

/// What is recorded of a claim, or of the statement that it stands in, as somebody's opinion.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OpinionsDocument {
    /// How many there are.
    pub count: u64,
    /// The first 8 of them, in log order.
    pub listed: Vec<OpinionDocument>,
}

/// An opinion, as it was recorded.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OpinionDocument {
    /// The entry that says it.
    pub entry: u64,
    /// When that was sequenced: RFC 3339.
    pub recorded: String,
    /// Who holds it.
    pub signer: NamedDocument,
    /// `endorse`, `dispute` or `repudiate`.
    pub view: &'static str,
    /// Whether it is of this claim; else of the whole statement.
    pub of_claim: bool,
    /// The single field that it is about (RFC 6901); none for the whole.
    pub field: Option<String>,
    /// Why; none where its body is withheld or missing.
    pub why: Option<Phrase<{ limits::NOTE }>>,
}

impl Opinions {
    /// The opinions that stand, led on to the claims that stand now.
    pub fn of(case: &Case) -> Self {
        let mut found: BTreeMap<ClaimId, Vec<usize>> = BTreeMap::new();
        if case.opinions.is_empty() {
            return Self(found);
        }
        let mut by_statement: BTreeMap<StatementRef, Vec<ClaimId>> = BTreeMap::new();
        for (id, claimed) in case.claims() {
            by_statement.entry(claimed.at.statement).or_default().push(id);
        }
        for (place, opinion) in case.opinions.iter().enumerate() {
            let of_statement = || {
                let statement = case.stands_for(opinion.fact.statement);
                by_statement.get(&statement).cloned().unwrap_or_default()
            };
            let claims = opinion.fact.claim.map_or_else(of_statement, |claim| case.find(claim));
            for claim in claims {
                found.entry(claim).or_default().push(place);
            }
        }
        Self(found)
    }

    /// How many opinions of a claim there are.
    fn count(&self, id: ClaimId) -> usize {
        self.0.get(&id).map_or(0, Vec::len)
    }

    /// Those of a claim that are listed.
    pub fn listed<'a>(
        &'a self,
        case: &'a Case,
        id: ClaimId,
    ) -> impl Iterator<Item = &'a Standing<OpinionFact>> {
        let places = self.0.get(&id).into_iter().flatten().take(LISTED_MAX);
        places.filter_map(|place| case.opinions.get(*place))
    }
}

impl Quotes {
    /// An opinion as it was signed; none where its body is withheld or missing.
    fn opinion(&self, index: Index) -> Option<&Opinion> {
        match self.entry(index)?.says()? {
            Says::Opinion(opinion) => Some(opinion),
            Says::Amend(amend) => match amend.replacement.as_ref()? {
                Replacement::Opinion(opinion) => Some(opinion),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Teller<'_> {
    /// The opinions of a claim, one line each, and how many there are where not all are listed.
    pub fn opinions(&self, page: &mut Page<'_>, indent: usize, id: ClaimId) {
        let label = self.text("label-opinion");
        for opinion in self.quotes.opinions().listed(&self.scene.case, id) {
            page.part(indent, &label, self.opinion(opinion));
        }
        if self.quotes.opinions().count(id) > LISTED_MAX {
            page.part(indent, "", self.opinion_count(id).unwrap_or_default());
        }
    }

    /// How many opinions of a claim are recorded; nothing where none is.
    pub fn opinion_count(&self, id: ClaimId) -> Option<String> {
        let count = u64::try_from(self.quotes.opinions().count(id)).unwrap_or(u64::MAX);
        let told = || self.words.speech().with("opinions-recorded", &[("n", count.into())]);
        (count > 0).then(told)
    }

    /// Who holds what of it, and why.
    fn opinion(&self, opinion: &Standing<OpinionFact>) -> String {
        let Standing { cite, fact, .. } = opinion;
        let signer = self.words.named(&cite.signer.to_string());
        let view = self.words.speech().view(fact.view);
        let mut words = vec![format!("{signer}: {view}")];
        words.extend(fact.field.as_ref().map(ToString::to_string));
        words.push(self.words.entry(cite.index));
        words.push(match self.quotes.opinion(cite.index) {
            Some(opinion) => self.words.ui.quoted(&opinion.why.text),
            None => self.gone(cite.index),
        });
        words.join("; ")
    }
}

impl Documents<'_> {
    /// The opinions of a claim.
    pub fn opinions(&self, id: ClaimId) -> Result<OpinionsDocument, Failure> {
        let listed = self.quotes.opinions().listed(&self.scene.case, id);
        let one = |opinion: &Standing<OpinionFact>| -> Result<OpinionDocument, Failure> {
            let Standing { cite, fact, .. } = opinion;
            let why = self.quotes.opinion(cite.index).map(|opinion| opinion.why.clone());
            Ok(OpinionDocument {
                entry: cite.index.0,
                recorded: time_text(cite.recorded),
                signer: self.named(&cite.signer.to_string())?,
                view: fact.view.name(),
                of_claim: fact.claim.is_some(),
                field: fact.field.as_ref().map(ToString::to_string),
                why,
            })
        };
        Ok(OpinionsDocument {
            count: u64::try_from(self.quotes.opinions().count(id)).unwrap_or(u64::MAX),
            listed: listed.map(one).collect::<Result<_, _>>()?,
        })
    }
}
