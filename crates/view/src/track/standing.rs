//! Which claims of a track stand: those that no later one is known to follow.

use std::collections::BTreeMap;

use super::order::{After, Latest, Node};
use super::{CELLS_MAX, Maker};
use crate::when::WALK_MAX;

/// The cells of utterances that take part in the order by anchors, and those utterances by cell.
#[derive(Default)]
struct Anchored {
    cells: BTreeMap<usize, Vec<usize>>,
    numbers: BTreeMap<usize, Vec<usize>>,
}

impl Anchored {
    fn of<'n>(nodes: impl Iterator<Item = &'n Node>) -> Self {
        let mut anchored = Self::default();
        for node in nodes {
            if let Some(number) = node.anchor {
                anchored.cells.entry(number).or_default().push(node.cell);
                anchored.numbers.entry(node.cell).or_default().push(number);
            }
        }
        anchored
    }
}

impl Maker<'_> {
    /// Whether each node's claim is followed by none of those that take places; and whether some may be followed by what
    /// was not looked at.
    pub(super) fn standing(
        &self,
        following: &[Vec<usize>],
        takes_places: impl Fn(&Node) -> bool,
    ) -> (Vec<bool>, bool) {
        let takes_places = |node: &&Node| !node.headline && takes_places(node);
        let mut latest: Vec<Latest> = self.cells.iter().map(|_| Latest::default()).collect();
        for node in self.nodes.iter().filter(takes_places) {
            if let Some(latest) = latest.get_mut(node.cell) {
                latest.add(node);
            }
        }
        let anchored = Anchored::of(self.nodes.iter().filter(takes_places));
        let after: Vec<After> = following
            .iter()
            .map(|cells| {
                let mut after = After::default();
                cells.iter().filter_map(|cell| latest.get(*cell)).for_each(|one| after.add(one));
                after
            })
            .collect();
        let mut is_cut = false;
        let stands = |node: &Node| {
            if after.get(node.cell).is_some_and(|after| after.follows(node)) {
                return false;
            }
            let cells = following.get(node.cell).map(Vec::as_slice).unwrap_or_default();
            if node.text.is_some() {
                is_cut |= cells.len() > CELLS_MAX;
                let mut looked = cells.iter().take(CELLS_MAX).filter_map(|cell| latest.get(*cell));
                if looked.any(|latest| latest.follows_in_text(node)) {
                    return false;
                }
            }
            let Some(number) = node.anchor else { return true };
            let (follows, more) = self.is_led_to(number, cells, &anchored);
            is_cut |= more;
            !follows
        };
        (self.nodes.iter().map(stands).collect(), is_cut)
    }

    /// Whether anchors lead from an utterance on to one of these cells; and whether they may, where that was not found.
    fn is_led_to(&self, number: usize, cells: &[usize], anchored: &Anchored) -> (bool, bool) {
        let anchors = self.case.times.anchors();
        let some = || cells.iter().filter_map(|cell| anchored.numbers.get(cell)).flatten();
        if some().nth(WALK_MAX).is_none() {
            return (some().any(|later| anchors.reaches(number, *later)), false);
        }
        let is_here = |number| {
            let here = anchored.cells.get(&number).into_iter().flatten();
            here.into_iter().any(|cell| cells.binary_search(cell).is_ok())
        };
        let nearest = anchors.nearest_after(number, 1, is_here);
        let is_found = !nearest.found.is_empty();
        (is_found, !is_found && nearest.is_cut)
    }
}
