//! The change card: one move of one source, before and after, as a picture to post.

use bayan_view::case::ClaimId;
use bayan_view::track::{Move, Track, Who};
use bayan_words::Direction;
use maud::{Markup, html};

use crate::part::{Side, short};
use crate::report::Report;
use crate::tongue::direction;

/// The card, in its own units.
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 675;
const MARGIN: u32 = 64;
/// The sizes that a quotation is tried in, each with how many characters a line of it takes at the widest and how many lines fit.
const SIZES: [(u32, usize, usize); 4] = [(34, 26, 4), (28, 32, 5), (23, 39, 6), (19, 47, 8)];
/// How the two sides are drawn: this file goes where no style sheet follows.
const COLORS: [(Side, &str); 3] =
    [(Side::Denied, "#2c5d8f"), (Side::Affirmed, "#b8451f"), (Side::Open, "#6f6a60")];
const SERIF: &str = "Georgia, 'Noto Serif', 'Noto Serif Devanagari', 'Noto Naskh Arabic', serif";
const MONO: &str = "ui-monospace, Menlo, Consolas, monospace";
const SANS: &str = "system-ui, 'Noto Sans', 'Noto Sans Devanagari', 'Noto Sans Arabic', sans-serif";

/// Words that do not fit on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCard {
    /// The claim did not move from another one, as far as is known.
    NotMoved,
    /// Its words, or those that it moved from, are withheld or were never recorded.
    NoWords,
    /// A quotation is too long to stand whole, and is not shortened.
    TooLong,
}

/// The card of how a source moved to a claim.
///
/// # Errors
/// [`NoCard`]: a quotation stands whole or not at all.
pub fn card(report: &Report<'_>, id: ClaimId) -> Result<String, NoCard> {
    let of = |track: &'_ Track| track.steps.iter().position(|step| step.claim == id);
    let found = report.sources.iter().find_map(|track| Some((track, track.steps.get(of(track)?)?)));
    let (track, step) = found.ok_or(NoCard::NotMoved)?;
    let mut moves = step.moves.iter().rev().chain(&step.from_widest);
    let last = moves.find(|it| it.is_own()).ok_or(NoCard::NotMoved)?;
    for size in SIZES {
        // Both in one size: neither is louder than the other.
        if let (Some(before), Some(after)) =
            (words(report, last.from, size)?, words(report, id, size)?)
        {
            return Ok(report.drawn((&track.who, last, id), &before, &after).into_string());
        }
    }
    Err(NoCard::TooLong)
}

/// A quotation and its translation, in lines of one size.
struct Quoted {
    size: u32,
    lines: Vec<String>,
    language: Option<String>,
    gloss: Option<(String, Vec<String>)>,
}

/// The words of a claim in one size; nothing where they do not fit.
fn words(
    report: &Report<'_>,
    id: ClaimId,
    (size, wide, most): (u32, usize, usize),
) -> Result<Option<Quoted>, NoCard> {
    let told = report.told(id).ok_or(NoCard::NoWords)?;
    let (claim, utterance) = told.signed.ok_or(NoCard::NoWords)?;
    if claim.segments.is_empty() || !told.withheld.is_empty() {
        return Err(NoCard::NoWords);
    }
    let text: Vec<&str> = claim.segments.iter().map(|segment| &*segment.exact).collect();
    let lines = wrapped(&text.join(" … "), wide);
    let gloss = told.gloss.and_then(|place| claim.gloss.get(place)).map(|gloss| {
        (gloss.phrase.language.to_string(), wrapped(&gloss.phrase.text, wide * 6 / 5))
    });
    let count = lines.len() + gloss.as_ref().map_or(0, |(_, lines)| lines.len());
    let language = utterance.language.as_ref().map(ToString::to_string);
    Ok((count <= most).then_some(Quoted { size, lines, language, gloss }))
}

/// A text in lines of so many characters, broken between words, and inside a word that is longer than a line.
fn wrapped(text: &str, wide: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let mut rest: Vec<char> = word.chars().collect();
        let is_fitting = length + 1 + rest.len() <= wide && !lines.is_empty();
        if let Some(line) = lines.last_mut().filter(|_| is_fitting) {
            line.push(' ');
            line.push_str(word);
            length += 1 + rest.len();
            continue;
        }
        while rest.len() > wide {
            let more = rest.split_off(wide);
            lines.push(rest.into_iter().collect());
            rest = more;
        }
        length = rest.len();
        lines.push(rest.into_iter().collect());
    }
    lines
}

const fn side_color(side: Side) -> &'static str {
    let [(_, denied), (_, affirmed), (_, open)] = COLORS;
    match side {
        Side::Denied => denied,
        Side::Affirmed => affirmed,
        Side::Open => open,
    }
}

impl Report<'_> {
    fn drawn(
        &self,
        (who, moved, id): (&Who, &Move, ClaimId),
        before: &Quoted,
        after: &Quoted,
    ) -> Markup {
        let shifts: Vec<String> =
            self.shifts(&moved.shifts).into_iter().map(|(shift, _)| shift).collect();
        let shifts = self.speech.list(&shifts);
        let who = self.plain_who(who);
        let incident = self.plain_name(&self.incident);
        let half = (WIDTH - 2 * MARGIN) / 2;
        let is_rtl = self.speech.tongue().direction() == Direction::RightToLeft;
        let (first, second) = (MARGIN, MARGIN + half + 24);
        let (first, second) = if is_rtl { (second, first) } else { (first, second) };
        let title = format!("{who}: {shifts}");
        let tag = self.speech.tongue().tag();
        html! {
            svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } width=(WIDTH) height=(HEIGHT) role="img" aria-labelledby="title desc" lang=(tag) {
                title id="title" { (title) }
                desc id="desc" { (before.lines.join(" ")) " → " (after.lines.join(" ")) }
                rect width=(WIDTH) height=(HEIGHT) fill="#fffdf8" {}
                (self.line(84, 24, &incident, "#5d574d", SANS))
                (self.line(136, 42, &who, "#1d1b18", SERIF))
                (self.line(190, 32, &shifts, side_color(self.side(id)), SERIF))
                (self.half(first, half - 24, moved.from, before))
                (self.half(second, half - 24, id, after))
                line x1=(MARGIN) x2=(WIDTH - MARGIN) y1="600" y2="600" stroke="#d8d1c2" {}
                text x=(MARGIN) y="636" font-size="19" font-family=(MONO) fill="#5d574d" direction="ltr" { (self.proof_code(moved.from, id)) }
            }
        }
    }

    /// What finds the two statements again: their entries and ids, and the root of the tree that holds them.
    fn proof_code(&self, from: ClaimId, to: ClaimId) -> String {
        let one = |id: ClaimId| {
            let statement = self.case.claim(id).at.statement.to_string();
            let statement =
                statement.split_once(':').map_or(statement.as_str(), |(_, hex)| hex).to_owned();
            format!("{} {}", self.address(id), short(&statement))
        };
        let root = self.moment.root.to_string();
        format!(
            "{} → {} · {} {} · {}",
            one(from),
            one(to),
            self.moment.origin,
            self.moment.size,
            short(&root)
        )
    }

    fn half(&self, x: u32, width: u32, id: ClaimId, quoted: &Quoted) -> Markup {
        let facet = &self.case.claim(id).fact.facet;
        let side = self.side(id);
        let said = self.told(id).map(|told| told.said.clone()).unwrap_or_default();
        let speaker = self.plain_who(&self.speaker(id));
        let label = format!("{}: {}", self.side_words(facet, side), self.facet(facet));
        let gap = quoted.size * 3 / 2;
        let start = 330;
        let end = start + gap * u32::try_from(quoted.lines.len()).unwrap_or(u32::MAX);
        html! {
            rect x=(x) y="228" width=(width) height="8" fill=(side_color(side)) {}
            (self.line_in((x, width), 270, 20, (&label, None), side_color(side), SANS))
            @for (n, line) in (0..).zip(&quoted.lines) {
                (self.line_in((x, width), start + gap * n, quoted.size, (line, quoted.language.as_deref()), "#1d1b18", SERIF))
            }
            @if let Some((language, lines)) = &quoted.gloss {
                @for (n, line) in (0..).zip(lines) {
                    (self.line_in((x, width), end + gap * 4 / 5 * n, quoted.size * 4 / 5, (line, Some(language)), "#5d574d", SANS))
                }
            }
            (self.line_in((x, width), 558, 17, (&clipped(&speaker), None), "#1d1b18", SANS))
            (self.line_in((x, width), 582, 15, (&clipped(&said), None), "#5d574d", SANS))
        }
    }

    /// A line over the whole card, in the direction of the page's language; smaller where it is long.
    fn line(&self, y: u32, size: u32, text: &str, color: &str, family: &str) -> Markup {
        let wide = WIDTH - 2 * MARGIN;
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX).max(1);
        let size = size.min((wide * 7 / 4 / length).max(12));
        self.line_in((MARGIN, wide), y, size, (text, None), color, family)
    }

    fn line_in(
        &self,
        (x, width): (u32, u32),
        y: u32,
        size: u32,
        (text, language): (&str, Option<&str>),
        color: &str,
        family: &str,
    ) -> Markup {
        let way = match language {
            Some(language) => direction(Some(language)),
            None => self.speech.tongue().direction().name(),
        };
        let x = if way == "rtl" { x + width } else { x };
        html! {
            text x=(x) y=(y) font-size=(size) font-family=(family) fill=(color) direction=(way) lang=[language] { (text) }
        }
    }
}

/// A remark that takes one line, whatever is left off of it: no quotation.
fn clipped(text: &str) -> String {
    const MAX: usize = 60;
    if text.chars().count() <= MAX {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MAX).collect();
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_lose_none() {
        for (text, wide, expected) in [
            ("one two three", 7, &["one two", "three"][..]),
            ("one two three", 3, &["one", "two", "thr", "ee"]),
            ("", 5, &[]),
            ("  डेटा   सुरक्षित है ", 9, &["डेटा", "सुरक्षित", "है"]),
        ] {
            assert_eq!(wrapped(text, wide), expected, "{text}");
        }
    }
}
