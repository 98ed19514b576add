//! Nothing is a part of itself: what is refused so that what is part of what stays an order.

use std::collections::BTreeSet;

use bayan_claim::Says;
use bayan_view::world::{Described, Name};

use super::Meaning;
use super::judge::JudgeError;
use crate::refusal::Refusal;
use crate::rows;
use crate::texts::Texts;

/// How many wholes of one part are followed, one in another.
const WHOLES_MAX: usize = 4_096;

impl Meaning {
    /// What is described is no part of itself, at any distance and whatever the dates. A description points to what is
    /// earlier, so only an amendment can close such a circle, or the description of the operator, whose id is known
    /// before it. Circles of `alias_of` are harmless.
    pub(super) fn check_wholes(
        &self,
        says: &Says,
        texts: &Texts,
        unchecked: &mut Vec<String>,
    ) -> Result<(), JudgeError> {
        let Some((name, described)) = Described::of(says) else { return Ok(()) };
        let mut seen = BTreeSet::new();
        for whole in wholes(&described) {
            let mut open = vec![whole];
            while let Some(at) = open.pop() {
                let (id, whole) = (rows::name_text(name), rows::name_text(whole));
                if at == name {
                    if !self.may_be_withheld(texts) {
                        return Err(Refusal::PartOfItself { id, whole }.into());
                    }
                    unchecked.push(format!(
                        "{id} would be a part of itself by {whole}, unless a withheld statement amended that"
                    ));
                    return Ok(());
                }
                if !seen.insert(at) {
                    continue;
                }
                if seen.len() > WHOLES_MAX {
                    return Err(Refusal::TooManyWholes { id, limit: WHOLES_MAX }.into());
                }
                let further = self.described(at, self.tip.size)?;
                open.extend(further.iter().flat_map(wholes));
            }
        }
        Ok(())
    }
}

/// What something is declared to be a part of.
fn wholes(described: &Described) -> Vec<Name> {
    match described {
        Described::Party(party) => {
            party.part_of.iter().map(|(whole, _)| Name::Party(*whole)).collect()
        }
        Described::Thing(thing) => thing.part_of.iter().map(|whole| (*whole).into()).collect(),
        Described::Capture(_) => Vec::new(),
    }
}
