//! The JSON answer of `responsibility`.

use std::collections::{BTreeMap, BTreeSet};

use bayan_view::case::ClaimId;
use bayan_view::responsibility::{Blame, Blames, Hearing, Unheard};
use schemars::JsonSchema;
use serde::Serialize;

use super::{notes, whom_id};
use crate::error::Failure;
use crate::picture::document::{
    ClaimDocument, Documents, GapDocument, MomentDocument, NamedDocument, WhoDocument,
};
use crate::picture::linked::{SpokenDocument, entries};
use crate::picture::quotes::Quotes;
use crate::picture::{Scene, names, sources};
use crate::reading::Reading;

/// Who is blamed by whom.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// Which incident, at which moment.
    pub moment: MomentDocument,
    /// Who is said to be to blame, by when it was said.
    pub blames: Vec<BlameDocument>,
    /// Who is said not to be to blame.
    pub cleared: Vec<BlameDocument>,
    /// Of whom it is left open.
    pub open: Vec<BlameDocument>,
    /// Parties that others blame, in words that stand, and of which no word is on record, on anything.
    pub unheard: Vec<UnheardDocument>,
    /// What is withheld of the incident.
    pub gaps: Vec<GapDocument>,
    /// Every claim that the answer refers to, by address.
    pub claims: BTreeMap<String, ClaimDocument>,
}

/// Somebody is blamed, or is said not to be to blame.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BlameDocument {
    /// The address of the claim; its chain is there.
    pub claim: String,
    /// The innermost speaker.
    pub by: WhoDocument,
    /// Whom it names: mostly a party; perhaps a thing, another incident or a claim.
    pub whom: NamedDocument,
    /// `affirm`, `deny` for one who is said not to be to blame, or `neutral`.
    pub polarity: &'static str,
    /// Whether it is part of its speaker's position at the moment.
    pub stands: bool,
    /// Claims of its speaker that took its place.
    pub followed_by: Vec<String>,
    /// How it is told: `hearsay` for hearsay or rumour, `alleged`, `own` where the speaker blames itself or what it
    /// counts for, `of_itself` where it clears that or leaves it open, `headline` where it stands in a headline, subheading or caption only.
    pub told: Vec<&'static str>,
    /// Claims of what the blamed is said to have done.
    pub reasons: Vec<String>,
    /// Claims by which the speaker took it back or corrected it.
    pub withdrawn: Vec<String>,
    /// Whether the blamed was heard; none where it is no party, is cleared, or speaks of itself.
    pub hearing: Option<HearingDocument>,
}

/// How far a blamed party was heard.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HearingDocument {
    /// `on_it`, `for_it`, `declined`, `elsewhere`, `reported_silent` or `nothing_recorded`: the first that holds.
    pub heard: &'static str,
    /// Whether that holds only perhaps: nothing that it rests on was surely said after the blame and by the moment asked
    /// about.
    pub perhaps: bool,
    /// Its claims on the blame.
    pub on_it: Vec<SpokenDocument>,
    /// Claims by which what it is a part of, or speaks for, denies the blame or answers it.
    pub for_it: Vec<SpokenDocument>,
    /// Its claims that decline to speak on it.
    pub declined: Vec<SpokenDocument>,
    /// Its claims on something else.
    pub elsewhere: Vec<SpokenDocument>,
    /// Entries of silences that were recorded of it, on this or on everything.
    pub silences: Vec<u64>,
}

/// A party that is blamed and of which no word is on record.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnheardDocument {
    /// The party.
    pub party: NamedDocument,
    /// The blames.
    pub blames: Vec<String>,
}

impl Answer {
    pub(super) fn of(
        reading: &Reading,
        scene: &Scene,
        quotes: &Quotes,
        (found, unheard, claims): (&Blames, &[Unheard], BTreeSet<ClaimId>),
    ) -> Result<Self, Failure> {
        let documents = Documents { reading, scene, quotes };
        let list = |blames: &[Blame]| -> Result<Vec<BlameDocument>, Failure> {
            blames.iter().map(|blame| one(&documents, blame)).collect()
        };
        let unheard = unheard.iter().map(|unheard| {
            Ok(UnheardDocument {
                party: documents.named(&unheard.party.to_string())?,
                blames: documents.addresses_of(&unheard.blames),
            })
        });
        Ok(Self {
            moment: documents.moment()?,
            blames: list(&found.blamed)?,
            cleared: list(&found.cleared)?,
            open: list(&found.open)?,
            unheard: unheard.collect::<Result<_, Failure>>()?,
            gaps: documents.gaps(),
            claims: documents.claims(claims)?,
        })
    }
}

fn one(documents: &Documents<'_>, blame: &Blame) -> Result<BlameDocument, Failure> {
    let scene = documents.scene;
    Ok(BlameDocument {
        claim: documents.address(blame.claim),
        by: documents.who(&sources::own(scene, blame.claim))?,
        whom: documents.named(&whom_id(blame.whom))?,
        polarity: blame.polarity.name(),
        stands: blame.stands,
        followed_by: documents.addresses_of(&blame.followed),
        told: notes(scene, blame),
        reasons: documents.addresses_of(&blame.reasons),
        withdrawn: documents.addresses_of(&blame.withdrawn),
        hearing: blame.hearing.as_ref().map(|hearing| heard(documents, hearing)),
    })
}

fn heard(documents: &Documents<'_>, hearing: &Hearing) -> HearingDocument {
    HearingDocument {
        heard: names::heard(hearing.heard),
        perhaps: hearing.perhaps,
        on_it: documents.spoken(&hearing.on_it),
        for_it: documents.spoken(&hearing.for_it),
        declined: documents.spoken(&hearing.declined),
        elsewhere: documents.spoken(&hearing.elsewhere),
        silences: entries(&hearing.silences),
    }
}
