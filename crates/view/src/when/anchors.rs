//! The order that anchors give, as a forest: each statement is told from one other at most.
//!
//! Whether one statement leads on to another is told by where both stand in the tree, without a walk. One leads to
//! another exactly when the way between them turns once at most: up from the first, over statements that are each told as
//! earlier than their anchor, and then down to the other, over statements that are each told as later than theirs.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use bayan_claim::id::StatementRef;

/// How many statements are looked at for the nearest of some. What lies further is not found, and whoever asked is told.
pub const WALK_MAX: usize = 1024;

/// The statements that take part, by number: what comes first has the lower one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchors {
    numbers: BTreeMap<StatementRef, usize>,
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    before: Vec<usize>,
    after: Vec<usize>,
    /// Its place in a walk down the tree, and the place after the last below it.
    span: (usize, usize),
    /// The highest that a way up from here leads to.
    top: usize,
    /// The highest that a way down to here comes from.
    head: usize,
}

/// One order: `statement` is told from `anchor`, as earlier or as later.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) statement: StatementRef,
    pub(crate) anchor: StatementRef,
    pub(crate) is_earlier: bool,
}

/// The nearest of some, on every way.
#[derive(Debug, Default)]
pub(crate) struct Nearest {
    pub(crate) found: Vec<usize>,
    /// Whether there may be more.
    pub(crate) is_cut: bool,
}

impl Anchors {
    /// Orders what these edges tell. They run in no circle, and no statement is told from two.
    pub(crate) fn of(edges: &[Edge]) -> Self {
        let mut pairs = BTreeSet::new();
        for edge in edges {
            let (statement, anchor) = (edge.statement, edge.anchor);
            pairs.insert(if edge.is_earlier { (statement, anchor) } else { (anchor, statement) });
        }
        let numbers = numbered(&pairs);
        let mut nodes: Vec<Node> = numbers.iter().map(|_| Node::default()).collect();
        let number = |statement: &StatementRef| numbers.get(statement).copied();
        for (first, then) in &pairs {
            let Some((first, then)) = number(first).zip(number(then)) else { continue };
            if let Some(node) = nodes.get_mut(first) {
                node.after.push(then);
            }
            if let Some(node) = nodes.get_mut(then) {
                node.before.push(first);
            }
        }
        let mut below: Vec<Vec<(usize, bool)>> = nodes.iter().map(|_| Vec::new()).collect();
        let mut roots: BTreeSet<usize> = (0..nodes.len()).collect();
        for edge in edges {
            let ends = number(&edge.statement).zip(number(&edge.anchor));
            let Some((statement, anchor)) = ends else { continue };
            roots.remove(&statement);
            if let Some(below) = below.get_mut(anchor) {
                below.push((statement, edge.is_earlier));
            }
        }
        place(&mut nodes, &below, roots);
        Self { numbers, nodes }
    }

    /// The number of a statement that takes part.
    pub(crate) fn number(&self, statement: StatementRef) -> Option<usize> {
        self.numbers.get(&statement).copied()
    }

    /// Whether anchors lead from one on to another.
    pub(crate) fn reaches(&self, first: usize, then: usize) -> bool {
        let (Some(from), Some(to)) = (self.nodes.get(first), self.nodes.get(then)) else {
            return false;
        };
        let holds = |above: usize, place: usize| {
            self.nodes.get(above).is_some_and(|node| node.span.0 <= place && place < node.span.1)
        };
        first != then && holds(from.top, to.span.0) && holds(to.head, from.span.0)
    }

    /// Those of some before one with none of them between, at most `most`. The numbers come with the highest first.
    pub(crate) fn last_before(
        &self,
        one: usize,
        most: usize,
        some: impl Iterator<Item = usize>,
    ) -> Nearest {
        let mut nearest = Nearest::default();
        for number in some.filter(|number| self.reaches(*number, one)) {
            // What lies between has a higher number, and was come to before.
            if nearest.found.iter().any(|later| self.reaches(number, *later)) {
                continue;
            }
            if nearest.found.len() == most {
                nearest.is_cut = true;
                break;
            }
            nearest.found.push(number);
        }
        nearest
    }

    /// The nearest of some before one, at most `most`.
    pub(crate) fn nearest_before(
        &self,
        one: usize,
        most: usize,
        is_one: impl Fn(usize) -> bool,
    ) -> Nearest {
        self.nearest(one, most, is_one, |node| &node.before)
    }

    /// The nearest of some after one, at most `most`.
    pub(crate) fn nearest_after(
        &self,
        one: usize,
        most: usize,
        is_one: impl Fn(usize) -> bool,
    ) -> Nearest {
        self.nearest(one, most, is_one, |node| &node.after)
    }

    /// No statement is come to twice: there is one way from each to each.
    fn nearest(
        &self,
        one: usize,
        most: usize,
        is_one: impl Fn(usize) -> bool,
        next: impl Fn(&Node) -> &Vec<usize>,
    ) -> Nearest {
        let mut nearest = Nearest::default();
        let mut open = VecDeque::from([one]);
        let mut left = WALK_MAX;
        while let Some(at) = open.pop_front() {
            for number in self.nodes.get(at).map(&next).into_iter().flatten() {
                if left == 0 {
                    nearest.is_cut = true;
                    return nearest;
                }
                left -= 1;
                if !is_one(*number) {
                    open.push_back(*number);
                } else if nearest.found.len() < most {
                    nearest.found.push(*number);
                } else {
                    nearest.is_cut = true;
                    return nearest;
                }
            }
        }
        nearest
    }
}

/// Numbers what takes part so that what comes first has the lower number.
fn numbered(pairs: &BTreeSet<(StatementRef, StatementRef)>) -> BTreeMap<StatementRef, usize> {
    let mut before: BTreeMap<StatementRef, usize> = BTreeMap::new();
    for (first, then) in pairs {
        before.entry(*first).or_default();
        *before.entry(*then).or_default() += 1;
    }
    let mut open: Vec<StatementRef> =
        before.iter().filter(|(_, count)| **count == 0).map(|(first, _)| *first).collect();
    let mut numbers = BTreeMap::new();
    while let Some(statement) = open.pop() {
        numbers.insert(statement, numbers.len());
        let after = pairs.range((statement, StatementRef([0; 32]))..);
        for (_, then) in after.take_while(|(first, _)| *first == statement) {
            let Some(count) = before.get_mut(then) else { continue };
            *count -= 1;
            if *count == 0 {
                open.push(*then);
            }
        }
    }
    numbers
}

/// Gives every node its place in the tree. `below` has those that are told from each, and whether as earlier.
fn place(nodes: &mut [Node], below: &[Vec<(usize, bool)>], roots: BTreeSet<usize>) {
    enum Step {
        Enter { number: usize, top: usize, head: usize },
        Leave(usize),
    }
    let mut next = 0;
    for root in roots {
        let mut open = vec![Step::Enter { number: root, top: root, head: root }];
        while let Some(step) = open.pop() {
            match step {
                Step::Enter { number, top, head } => {
                    let Some(node) = nodes.get_mut(number) else { continue };
                    (node.top, node.head, node.span.0) = (top, head, next);
                    next += 1;
                    open.push(Step::Leave(number));
                    for (lower, is_earlier) in below.get(number).into_iter().flatten() {
                        let (top, head) = if *is_earlier { (top, *lower) } else { (*lower, head) };
                        open.push(Step::Enter { number: *lower, top, head });
                    }
                }
                Step::Leave(number) => {
                    if let Some(node) = nodes.get_mut(number) {
                        node.span.1 = next;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(n: usize) -> StatementRef {
        StatementRef([u8::try_from(n).unwrap(); 32])
    }

    /// Every tree of five statements, each told from an earlier one in either way.
    fn forests() -> Vec<Vec<Edge>> {
        let mut all: Vec<Vec<Edge>> = vec![Vec::new()];
        for n in 1..5 {
            let mut more = Vec::new();
            for edges in &all {
                more.push(edges.clone());
                for anchor in 0..n {
                    for is_earlier in [false, true] {
                        let (statement, anchor) = (statement(n), statement(anchor));
                        let mut edges = edges.clone();
                        edges.push(Edge { statement, anchor, is_earlier });
                        more.push(edges);
                    }
                }
            }
            all = more;
        }
        all
    }

    /// What comes after one at any distance, by walking.
    fn following(edges: &[Edge], first: StatementRef) -> BTreeSet<StatementRef> {
        let mut found = BTreeSet::new();
        let mut open = vec![first];
        while let Some(at) = open.pop() {
            for edge in edges {
                let (statement, anchor) = (edge.statement, edge.anchor);
                let (from, to) =
                    if edge.is_earlier { (statement, anchor) } else { (anchor, statement) };
                if from == at && found.insert(to) {
                    open.push(to);
                }
            }
        }
        found
    }

    #[test]
    fn whether_one_leads_to_another_is_told_without_a_walk() {
        let forests = forests();
        assert_eq!(forests.len(), 3 * 5 * 7 * 9);
        for edges in forests {
            let anchors = Anchors::of(&edges);
            for a in 0..5 {
                let after = following(&edges, statement(a));
                for b in 0..5 {
                    let numbers = anchors.number(statement(a)).zip(anchors.number(statement(b)));
                    let leads = numbers.is_some_and(|(a, b)| anchors.reaches(a, b));
                    assert_eq!(leads, after.contains(&statement(b)), "{a} {b} {edges:?}");
                    if let (true, Some((a, b))) = (leads, numbers) {
                        assert!(a < b, "numbers rise: {edges:?}");
                        let nearest = anchors.nearest_after(a, 9, |n| n == b);
                        assert_eq!((nearest.found, nearest.is_cut), (vec![b], false));
                        let nearest = anchors.nearest_before(b, 9, |n| n == a);
                        assert_eq!((nearest.found, nearest.is_cut), (vec![a], false));
                        let mut walked = anchors.nearest_before(b, 9, |_| true).found;
                        walked.sort_unstable_by(|a, b| b.cmp(a));
                        assert_eq!(anchors.last_before(b, 9, (0..b).rev()).found, walked);
                    }
                }
            }
        }
    }

    #[test]
    fn a_walk_has_an_end_and_says_so() {
        let told = |n: u16| {
            let id = |n: u16| {
                StatementRef([n.to_be_bytes(), [0; 2]].concat().repeat(8).try_into().unwrap())
            };
            Edge { statement: id(n + 1), anchor: id(0), is_earlier: false }
        };
        let edges: Vec<Edge> = (0..2000).map(told).collect();
        let anchors = Anchors::of(&edges);
        let root = anchors.number(edges[0].anchor).unwrap();
        assert_eq!(root, 0);
        let none = anchors.nearest_after(root, 9, |_| false);
        assert!(none.found.is_empty() && none.is_cut);
        let some = anchors.nearest_after(root, 9, |_| true);
        assert!(some.found.len() == 9 && some.is_cut);
        let whole = anchors.nearest_before(1, 9, |n| n == root);
        assert!(whole.found == [root] && !whole.is_cut);
    }
}
