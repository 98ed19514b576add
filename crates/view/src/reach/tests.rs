use super::*;
use bayan_claim::Says;

use crate::world::{Described, Name};

fn add(world: &mut Containment, says: &Says) {
    match Described::of(says).unwrap() {
        (Name::Thing(id), Described::Thing(thing)) => world.add_thing(id, &thing),
        (Name::Party(id), Described::Party(party)) => world.add_party(id, &party),
        other => panic!("{other:?}"),
    }
}

fn compare(world: &Containment, a: Option<&Scope>, b: Option<&Scope>) -> ScopeOrder {
    world.compare(&Reach::of(a), &Reach::of(b))
}

fn thing(n: u8) -> String {
    ThingId([n; 16]).to_string()
}

/// 1 ⊃ 2 ⊃ 3; 4 is another name of 2; 5 ⊃ 6; 7 and 8 are parts of each other.
fn world() -> Containment {
    let mut world = Containment::default();
    let parts: [(u8, &[u8], &[u8]); 6] = [
        (2, &[1], &[]),
        (3, &[2], &[]),
        (4, &[], &[2]),
        (6, &[5], &[]),
        (7, &[8], &[]),
        (8, &[7], &[]),
    ];
    for (id, wholes, aliases) in parts {
        let list = |ids: &[u8]| ids.iter().map(|id| thing(*id)).collect::<Vec<_>>();
        let declared = serde_json::json!({
            "id": thing(id), "is": "system", "slug": "x", "part_of": list(wholes), "alias_of": list(aliases),
        });
        add(&mut world, &Says::Thing(serde_json::from_value(declared).unwrap()));
    }
    world
}

/// A scope in the dimension `data`; no ids at all for the whole.
fn scope(of: &[u8], except: &[u8]) -> Option<Scope> {
    let list = |ids: &[u8]| ids.iter().map(|id| thing(*id)).collect::<Vec<_>>();
    let extent = serde_json::json!({"of": list(of), "all_except": list(except)});
    let named = !of.is_empty() || !except.is_empty();
    named.then(|| serde_json::from_value(serde_json::json!({ "data": extent })).unwrap())
}

type Ids = &'static [u8];

#[test]
fn order_in_one_dimension() {
    use ScopeOrder::{Around, Incomparable, Inside, Overlapping, Same};
    let world = world();
    #[rustfmt::skip]
    let cases: [(Ids, Ids, Ids, Ids, ScopeOrder); 22] = [
        (&[], &[], &[], &[], Same),
        (&[2], &[], &[], &[], Inside),
        (&[], &[], &[], &[2], Around),
        (&[3], &[], &[1], &[], Inside),
        (&[4], &[], &[2], &[], Same),
        (&[3], &[], &[4], &[], Inside),
        (&[4], &[], &[1], &[], Inside),
        (&[7], &[], &[8], &[], Same),
        (&[2, 3], &[], &[2], &[], Same),
        (&[2, 6], &[], &[1], &[], Overlapping),
        (&[2, 6], &[], &[1, 5], &[], Inside),
        (&[2], &[], &[5], &[], Incomparable),
        (&[2], &[], &[9], &[], Incomparable),
        (&[1], &[2], &[1], &[], Inside),
        (&[1], &[2], &[1], &[3], Inside),
        (&[], &[2], &[], &[3], Inside),
        (&[], &[2], &[], &[5], Overlapping),
        (&[5], &[], &[], &[2], Inside),
        (&[3], &[], &[], &[2], Incomparable),
        (&[1], &[], &[], &[2], Overlapping),
        (&[1], &[2], &[3], &[], Incomparable),
        (&[1], &[2], &[2], &[], Incomparable),
    ];
    for (a_of, a_except, b_of, b_except, expected) in cases {
        let (a, b) = (scope(a_of, a_except), scope(b_of, b_except));
        let case = format!("{a_of:?} but {a_except:?}, {b_of:?} but {b_except:?}");
        assert_eq!(compare(&world, a.as_ref(), b.as_ref()), expected, "{case}");
        assert_eq!(compare(&world, b.as_ref(), a.as_ref()), expected.reverse(), "{case} reversed");
    }
}

/// What is found without comparing all with all is what comparing all with all finds.
#[test]
fn nesting() {
    let world = world();
    let lists: [(Ids, Ids); 14] = [
        (&[], &[]),
        (&[1], &[]),
        (&[2], &[]),
        (&[3], &[]),
        (&[4], &[]),
        (&[5], &[]),
        (&[6], &[]),
        (&[7], &[]),
        (&[8], &[]),
        (&[2, 6], &[]),
        (&[1, 5], &[]),
        (&[], &[2]),
        (&[], &[3]),
        (&[1], &[2]),
    ];
    let mut all = Vec::new();
    for (of, except) in lists {
        for (more, less) in lists {
            let mut both = scope(of, except).unwrap_or_default();
            both.place = scope(more, less).unwrap_or_default().data;
            all.push(Reach::of(Some(&both)));
        }
    }
    let nesting = Nesting::of(all.iter().collect(), &world);
    assert!(!nesting.is_cut);
    let mut found = BTreeSet::new();
    for a in &all {
        for b in &all {
            let order = world.compare(b, a);
            found.insert(order);
            let (a, b) = (nesting.number(a), nesting.number(b));
            let held = nesting.related(a).find(|(n, _)| *n == b).map(|(_, order)| order);
            let nests = matches!(order, ScopeOrder::Same | ScopeOrder::Inside | ScopeOrder::Around);
            assert_eq!(held, nests.then_some(order), "{a} {b}");
        }
    }
    assert_eq!(found.len(), 5, "every order is among them");
}

#[test]
fn order_over_dimensions() {
    use ScopeOrder::{Incomparable, Inside, Overlapping, Same};
    let world = world();
    let scope = |text: &str| -> Scope {
        let mut json = text.to_owned();
        for n in 1..=9 {
            json = json.replace(&format!("<{n}>"), &format!("{{\"of\":[\"{}\"]}}", thing(n)));
        }
        serde_json::from_str(&json).unwrap()
    };
    for (a, b, expected) in [
        (r#"{"data":<3>,"place":<6>}"#, r#"{"data":<1>,"place":<5>}"#, Inside),
        (r#"{"data":<3>,"place":<5>}"#, r#"{"data":<1>,"place":<5>}"#, Inside),
        (r#"{"data":<3>,"place":<5>}"#, r#"{"data":<1>,"place":<6>}"#, Overlapping),
        (r#"{"data":<3>}"#, r#"{"place":<6>}"#, Overlapping),
        (r#"{"data":<3>,"place":<9>}"#, r#"{"data":<1>,"place":<6>}"#, Incomparable),
        (r#"{"data":<3>,"as_of":"this_utterance"}"#, r#"{"data":<3>}"#, Same),
    ] {
        assert_eq!(compare(&world, Some(&scope(a)), Some(&scope(b))), expected, "{a} {b}");
    }
}

#[test]
fn parties_are_parts_too() {
    let mut world = Containment::default();
    let (unit, whole) =
        ("party:".to_owned() + &"1".repeat(32), "party:".to_owned() + &"2".repeat(32));
    let declared =
        serde_json::json!({"id": unit, "is": "unit", "slug": "u", "part_of": [{"party": whole}]});
    add(&mut world, &Says::Party(serde_json::from_value(declared).unwrap()));
    assert!(world.within(unit.parse().unwrap(), whole.parse().unwrap()));
    assert!(!world.within(whole.parse().unwrap(), unit.parse().unwrap()));
}
