//! To whom words are put, and who told them, beside whose position they are.

use bayan_claim::claim::Claim;
use bayan_claim::kind::{Speaker, Utterance};
use bayan_claim::scope::Extent;
use bayan_claim::vocabulary::{Act, HopKind};

/// To whom an order, a request or an urging is put: the organisations in its scope. In the scope of other acts they are
/// what is spoken of, and nobody is addressed.
pub fn to_whom(claim: &Claim) -> Option<&Extent> {
    let is_put = matches!(claim.act, Act::Orders | Act::Requests | Act::Urges);
    claim.scope.as_ref().filter(|_| is_put)?.organisation.as_ref()
}

/// The steps of the chain by which the words are another's than the speaker's, outermost first: who relayed them, told of
/// them by hearsay, or informed somebody, and all that is named inside of who was informed. Who carries or quotes words
/// does not make them theirs.
pub fn told_by(utterance: &Utterance) -> impl Iterator<Item = (HopKind, &Speaker)> {
    let informed = utterance.chain.iter().position(|hop| hop.kind == HopKind::InformedBy);
    let hops = utterance.chain.iter().enumerate().filter(move |(place, hop)| {
        matches!(hop.kind, HopKind::RelaysFor | HopKind::HearsayAbout | HopKind::InformedBy)
            || informed.is_some_and(|informed| *place > informed)
    });
    hops.filter_map(|(_, hop)| Some((hop.kind, hop.by.as_ref()?)))
        .filter(|(_, by)| **by != utterance.speaker && **by != Speaker::Nobody)
}
