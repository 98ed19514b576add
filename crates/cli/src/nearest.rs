//! Names near to a word that names nothing: those that hold it, and those that differ from it by a few slips of the
//! fingers. What is neither is a stranger, and no stranger is offered.

use crate::ui::as_typed;

/// How many names are offered.
const OFFERED: usize = 3;
/// A word is compared by its first code points: the comparison takes time in its length.
const WORD_MAX: usize = 64;
/// The fewest code points that a shared part must have to say anything: two where one is a whole syllable or more.
const PART_MIN: usize = 3;
/// How much further a name is that is like a word in a part alone.
const PARTLY: usize = 2;

/// A name, and everything that people may call what it names.
pub struct Known {
    /// The name, as it is typed.
    pub name: String,
    /// Other names of the same, in any script.
    pub called: Vec<String>,
}

impl Known {
    /// Something that is called by its name alone.
    pub fn plain(name: impl Into<String>) -> Self {
        Self { name: name.into(), called: Vec::new() }
    }
}

/// The names nearest to `word`, best first; none where all are strangers.
pub fn nearest(word: &str, known: impl IntoIterator<Item = Known>) -> Vec<String> {
    let word = folded(&word.chars().take(WORD_MAX).collect::<String>());
    if word.is_empty() {
        return Vec::new();
    }
    let mut near: Vec<(usize, String)> = known
        .into_iter()
        .filter_map(|known| {
            let bare = known.name.split_once(':').map_or(known.name.as_str(), |(_, bare)| bare);
            let all = known.called.iter().map(String::as_str).chain([bare]);
            let best = all.filter_map(|called| distance(&word, &folded(called))).min()?;
            Some((best, known.name))
        })
        .collect();
    near.sort();
    near.dedup_by(|a, b| a.1 == b.1);
    near.into_iter().take(OFFERED).map(|(_, name)| name).collect()
}

/// That a name is not in a list, with those that are near to it.
pub fn unknown<'a>(what: &str, given: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let given: String = given.chars().take(WORD_MAX).collect();
    let near = nearest(&given, known.into_iter().map(Known::plain));
    let near =
        if near.is_empty() { String::new() } else { format!("; nearest: {}", near.join(", ")) };
    format!("unknown {what} {}{near}", as_typed(&given))
}

/// How far a name is from a word; none for a stranger.
fn distance(word: &str, name: &str) -> Option<usize> {
    let (len, name_len) = (word.chars().count(), name.chars().count());
    let slips = |part: &str, one_in: usize| {
        let part: String = part.chars().take(WORD_MAX).collect();
        let part_len = part.chars().count();
        let apart = strsim::damerau_levenshtein(word, &part);
        (part_len.min(len) >= PART_MIN && apart <= part_len.max(len) / one_in).then_some(apart)
    };
    let whole = if word == name { Some(0) } else { slips(name, 3) };
    // A name that holds the word may be much longer; a word that holds a name should say little else.
    let is_held = len >= part_min(word) && name.contains(word);
    let holds = name_len >= part_min(name) && name_len * 2 >= len && word.contains(name);
    let held = (is_held || holds).then(|| len.abs_diff(name_len) + PARTLY);
    let part =
        name.split(' ').filter_map(|part| slips(part, 4)).min().map(|apart| apart + 2 * PARTLY);
    [whole, held, part].into_iter().flatten().min()
}

/// In a script beyond Latin two letters are often a name.
fn part_min(text: &str) -> usize {
    if text.is_ascii() { PART_MIN } else { PART_MIN - 1 }
}

/// In lower case, one space for what stands between words, without joiners (U+200C, U+200D), which many leave out.
fn folded(text: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    for c in text.chars().filter(|c| !matches!(c, '\u{200c}' | '\u{200d}')) {
        match words.last_mut() {
            Some(word) if !(c.is_whitespace() || matches!(c, '-' | '_' | '.' | '/')) => {
                word.extend(c.to_lowercase());
            }
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parties() -> Vec<Known> {
        [
            ("party:neeraj-mandloi", &["नीरज मंडलोई", "Neeraj Mandloi"][..]),
            ("party:kenya-power", &["Kenya Power"]),
            ("party:ir-civil-registration", &["سازمان ثبت‌احوال کشور"]),
            ("party:example-élysée", &["Élysée"]),
        ]
        .into_iter()
        .map(|(name, called)| Known {
            name: name.to_owned(),
            called: called.iter().map(ToString::to_string).collect(),
        })
        .collect()
    }

    #[test]
    fn near_names_are_found_in_any_script_and_case() {
        for (word, name) in [
            ("mandloi", "party:neeraj-mandloi"),
            ("MANDLOI", "party:neeraj-mandloi"),
            ("mandlo", "party:neeraj-mandloi"),
            ("mandlio", "party:neeraj-mandloi"),
            ("neeraj mandloi", "party:neeraj-mandloi"),
            ("नीरज", "party:neeraj-mandloi"),
            ("मंडलोइ", "party:neeraj-mandloi"),
            ("kenya_pwoer", "party:kenya-power"),
            ("ثبت احوال", "party:ir-civil-registration"),
            ("ثبت‌احوال", "party:ir-civil-registration"),
            ("ÉLYSÉE", "party:example-élysée"),
        ] {
            let found = nearest(word, parties());
            assert_eq!(found.first().map(String::as_str), Some(name), "{word}: {found:?}");
        }
        let known = ["market", "market.offer"].map(Known::plain);
        assert_eq!(nearest("market.offr", known), ["market.offer", "market"]);
        // The best comes first, and no more than are of use.
        let many = ["data.safety", "data.backup", "data.backup_rate", "data.recovered", "data"];
        let found = nearest("data.backup-rat", many.map(Known::plain));
        assert_eq!(found.first().map(String::as_str), Some("data.backup_rate"));
        assert!(found.len() <= OFFERED, "{found:?}");
    }

    #[test]
    fn strangers_are_not_offered() {
        for word in ["", "-", "x", "zz", "nobody-here", "ministry", "وزارت", "विभाग", "रा", "ke!"]
        {
            assert_eq!(nearest(word, parties()), Vec::<String>::new(), "{word}");
        }
    }
}
