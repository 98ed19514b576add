//! Nothing is a part of itself: what is refused so that what is part of what stays an order.

use std::collections::BTreeSet;

use bayan_claim::Says;
use bayan_store::view::ViewError;
use bayan_view::world::{Described, Name};

use super::Meaning;
use super::judge::JudgeError;
use crate::refusal::Refusal;
use crate::rows;
use crate::texts::Texts;

/// How many wholes and other names of one part are followed, one after another.
const WHOLES_MAX: usize = 4_096;

impl Meaning {
    /// What is described is no part of itself, at any distance, by whatever name and whatever the dates: a thing is not
    /// another name of its own part either. Only a circle with a whole in it counts; names that are other names of each
    /// other are harmless.
    pub(super) fn check_wholes(
        &self,
        says: &Says,
        texts: &Texts,
        unchecked: &mut Vec<String>,
    ) -> Result<(), JudgeError> {
        let Some((name, described)) = Described::of(says) else { return Ok(()) };
        let own_names: BTreeSet<Name> = other_names(&described).into_iter().collect();
        let mut steps = self.steps(name, &described, name)?;
        // Wholes first: a circle is told by what is said to be a whole, where one is.
        steps.sort_by_key(|(_, up)| !up);
        let mut seen = BTreeSet::new();
        for (start, up) in steps {
            let mut open = vec![(start, up)];
            while let Some((at, up)) = open.pop() {
                let (id, whole) = (rows::name_text(name), rows::name_text(start));
                if up && (at == name || own_names.contains(&at)) {
                    if !self.may_be_withheld(texts) {
                        return Err(Refusal::PartOfItself { id, whole }.into());
                    }
                    unchecked.push(format!(
                        "{id} would be a part of itself by {whole}, unless a withheld statement amended that"
                    ));
                    return Ok(());
                }
                // What was declared of it before is no longer so.
                if at == name || !seen.insert((at, up)) {
                    continue;
                }
                if seen.len() > WHOLES_MAX {
                    return Err(Refusal::TooManyWholes { id, limit: WHOLES_MAX }.into());
                }
                if let Some(described) = self.described(at, self.tip.size)? {
                    let further = self.steps(at, &described, name)?.into_iter();
                    open.extend(further.map(|(next, is_whole)| (next, up || is_whole)));
                }
            }
        }
        Ok(())
    }

    /// Where a name leads: to what it is a part of, which is marked, and to its other names, in both directions; but for
    /// what `amended` was declared to be another name of.
    fn steps(
        &self,
        name: Name,
        described: &Described,
        amended: Name,
    ) -> Result<Vec<(Name, bool)>, ViewError> {
        let mut steps: Vec<(Name, bool)> =
            wholes(described).into_iter().map(|whole| (whole, true)).collect();
        steps.extend(other_names(described).into_iter().map(|other| (other, false)));
        if let Name::Thing(thing) = name {
            let others = self.aliases(thing, self.tip.size)?.into_iter().map(Name::Thing);
            steps.extend(others.filter(|other| *other != amended).map(|other| (other, false)));
        }
        Ok(steps)
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

/// What a thing is declared to be another name of.
fn other_names(described: &Described) -> Vec<Name> {
    match described {
        Described::Thing(thing) => thing.alias_of.iter().map(|other| Name::Thing(*other)).collect(),
        Described::Party(_) | Described::Capture(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use bayan_claim::vocabulary::PartyKind;
    use bayan_proof::num::{Index, Size};
    use bayan_store::artifacts::Artifacts;
    use bayan_store::files::Folder;
    use bayan_view::world::{PartyFact, Period};
    use serde_json::json;

    use super::*;
    use crate::rows::{Rows, encode};
    use crate::testing::party;
    use crate::texts::Absence;

    #[test]
    fn wholes_end_at_their_limit() {
        // A new party is a part of one that is a part of so many others.
        let fields = json!({
            "id": party(0), "is": "organisation", "slug": "new", "part_of": [{"party": party(1)}],
        });
        let says = Says::Party(serde_json::from_value(fields).unwrap());
        let texts = Texts::new(Artifacts::new(&Folder::system("/nowhere")), Absence::Refuses);
        for (others, is_taken) in
            [(WHOLES_MAX - 2, true), (WHOLES_MAX - 1, true), (WHOLES_MAX, false)]
        {
            let mut meaning = Meaning::empty("o", Rows::default());
            meaning.tip.size = Size(1);
            let part_of = (2..others + 2).map(|n| (party(n), Period::default())).collect();
            let fact = PartyFact { is: PartyKind::Organisation, part_of, speaks_for: Vec::new() };
            let stands = (Some((Index(0), Described::Party(fact))), Vec::<Index>::new());
            let row = rows::world(Name::Party(party(1)), Index(0));
            meaning.rows.put(row, encode(&stands));
            let mut unchecked = Vec::new();
            match meaning.check_wholes(&says, &texts, &mut unchecked) {
                Ok(()) => assert!(is_taken, "{others}"),
                Err(JudgeError::Refused(refusal)) => {
                    assert!(!is_taken, "{others}");
                    let id = party(0).to_string();
                    assert_eq!(*refusal, Refusal::TooManyWholes { id, limit: WHOLES_MAX });
                }
                Err(error) => panic!("{others}: {error:?}"),
            }
            assert_eq!(unchecked, [""; 0]);
        }
    }
}
