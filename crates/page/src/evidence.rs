//! What is behind every mark: the exact sentence, its context in the captured text, the artifact, the entry, the signer,
//! and what the signature attests.

use bayan_claim::segment::Segment;
use bayan_view::case::ClaimId;
use maud::{Markup, html};

use crate::part::{proven, short};
use crate::report::{Report, Told};
use crate::tongue::direction;

/// How many bytes of the captured text are shown on each side of a quotation, at most.
const CONTEXT: usize = 240;

/// A text around some words, and the byte at which it starts.
struct Context<'t> {
    start: usize,
    before: &'t str,
    words: &'t str,
    after: &'t str,
}

impl Context<'_> {
    /// How many bytes it has.
    fn length(&self) -> usize {
        self.before.len() + self.words.len() + self.after.len()
    }
}

impl Report<'_> {
    /// The evidence of every claim, in log order.
    pub(crate) fn evidence(&self, is_new: impl Fn(&str) -> bool) -> Markup {
        html! {
            section .evidence id={ (self.prefix) "evidence" } {
                h2 data-bayan-own { (self.text("page-evidence")) }
                p .note data-bayan-own { (self.text("page-evidence-note")) }
                @for (id, _) in self.case.claims() {
                    @if is_new(&self.anchor(id)) { (self.exhibit(id)) }
                }
            }
        }
    }

    /// One claim with all that is known of it.
    fn exhibit(&self, id: ClaimId) -> Markup {
        let (claimed, side) = (self.case.claim(id), self.side(id));
        let address = self.address(id);
        html! {
            article .exhibit .(side.class()) id=(self.anchor(id)) tabindex="-1" data-bayan-claim=(address) {
                p .where {
                    b data-bayan-computed=(address) dir="ltr" { (address) }
                    " " (self.facet_of(id))
                    " " span .badge .(side.class()) data-bayan-computed=(address) { (self.side_words(&claimed.fact.facet, side)) }
                }
                (self.sentence(id))
                (self.gloss(id))
                p .by { (self.speaker_of(id)) " · " (self.when(id)) }
                @if let Some(told) = self.told(id) {
                    details {
                        summary data-bayan-own { (self.text("page-open-evidence")) }
                        (self.contexts(id, told))
                        (self.particulars(id, told))
                    }
                }
            }
        }
    }

    /// A claim's facet: proven where the body is there.
    pub(crate) fn facet_of(&self, id: ClaimId) -> Markup {
        let facet = &self.case.claim(id).fact.facet;
        let Some(told) = self.told(id).filter(|told| told.signed.is_some()) else {
            return html! { span data-bayan-own { (self.facet(facet)) } };
        };
        let path = self.in_claim(id, told, "facet");
        let place = proven(self.case.claim(id).cite.index, &path);
        html! { span .facet data-bayan=(place) data-bayan-as="label:facet" { (self.facet(facet)) } }
    }

    /// When a claim was said.
    pub(crate) fn when(&self, id: ClaimId) -> Markup {
        let said = self.told(id).map(|told| told.said.clone()).unwrap_or_default();
        html! { span .said data-bayan-computed=(self.address(id)) { (said) } }
    }

    /// The captured text around each segment.
    fn contexts(&self, id: ClaimId, told: &Told<'_>) -> Markup {
        let Some((claim, utterance)) = told.signed else { return html! {} };
        let language = utterance.language.as_ref().map(ToString::to_string);
        let entry = self.case.claim(id).cite.index;
        html! {
            @for (n, segment) in claim.segments.iter().enumerate() {
                @if let Some(context) = self.context(segment) {
                    @let (start, end) = (context.start, context.start + context.length());
                    blockquote .context lang=[language.as_deref()] dir=(direction(language.as_deref())) data-bayan={ "sha256:" (segment.artifact) " " (start) "-" (end) } {
                        (context.before)
                        mark data-bayan=(proven(entry, &self.in_claim(id, told, &format!("segments/{n}/exact")))) { (context.words) }
                        (context.after)
                    }
                }
            }
        }
    }

    /// The bytes around a segment, cut at whole characters and where possible at the end of a line.
    fn context(&self, segment: &Segment) -> Option<Context<'_>> {
        let text = std::str::from_utf8(self.texts.get(&segment.artifact)?).ok()?;
        let (start, end) =
            (usize::try_from(segment.start).ok()?, usize::try_from(segment.end).ok()?);
        let from = text.ceil_char_boundary(start.saturating_sub(CONTEXT));
        let to = text.floor_char_boundary(end.saturating_add(CONTEXT).min(text.len()));
        let before = text.get(from..start)?;
        let from = match before.find(char::is_whitespace).filter(|_| from > 0) {
            Some(space) => {
                from + text
                    .get(from + space..start)?
                    .find(|c: char| !c.is_whitespace())
                    .map_or(space, |more| space + more)
            }
            None => from,
        };
        let after = text.get(end..to)?;
        let to = match after.rfind(char::is_whitespace).filter(|_| to < text.len()) {
            Some(space) => end + space,
            None => to,
        };
        Some(Context {
            start: from,
            before: text.get(from..start)?,
            words: text.get(start..end)?,
            after: text.get(end..to)?,
        })
    }

    /// What a claim says and by which way it came, which is computed of it; and what is signed.
    fn particulars(&self, id: ClaimId, told: &Told<'_>) -> Markup {
        let row = |key: &'static str, parts: &[String]| {
            let parts: Vec<&String> = parts.iter().filter(|part| !part.is_empty()).collect();
            html! {
                @if !parts.is_empty() {
                    dt { (self.text(key)) }
                    dd { @for part in &parts { bdi .part { (part) } " " } }
                }
            }
        };
        html! {
            dl .particulars data-bayan-computed=(self.address(id)) {
                (row("label-claim", std::slice::from_ref(&told.value)))
                (row("page-how-sure", &told.confidence))
                (row("label-scope", &told.scope))
                (row("label-markers", &told.markers))
                (row("label-act", std::slice::from_ref(&told.act)))
                (row("label-due", &told.ends))
                (row("label-via", &told.way))
                (row("label-by-recorder", told.inferred.as_slice()))
                (row("label-opinion", told.opinions.as_slice()))
                (row("page-attests", std::slice::from_ref(&told.attests)))
            }
            (self.signed(id, told))
        }
    }

    /// The artifacts, the entry and the key.
    fn signed(&self, id: ClaimId, told: &Told<'_>) -> Markup {
        let cite = self.case.claim(id).cite;
        let index = cite.index;
        let segments: &[Segment] = told.signed.map_or(&[], |(claim, _)| &claim.segments);
        html! {
            dl .particulars data-bayan-own {
                @for (n, segment) in segments.iter().enumerate() {
                    @let place = |field: &str| proven(index, &self.in_claim(id, told, &format!("segments/{n}/{field}")));
                    dt { (self.text("page-artifact")) }
                    dd {
                        code .digest dir="ltr" data-bayan=(place("artifact")) data-bayan-as="hex" { (segment.artifact) }
                        (self.text("list-separator")) (self.speech.zone(segment.zone)) (self.text("list-separator")) (self.text("page-bytes")) " "
                        span data-bayan=(place("start")) { (segment.start) } "–" span data-bayan=(place("end")) { (segment.end) }
                    }
                }
                dt { (self.text("label-entry")) }
                dd {
                    span data-bayan={ (index) " index" } { (index) }
                    (self.text("list-separator")) (self.text("label-recorded")) " "
                    span data-bayan={ (index) " time" } data-bayan-as="date" { (self.instant(cite.recorded)) }
                }
                @if let Some(signed) = self.entries.get(&index) {
                    dt { (self.text("label-signer")) }
                    dd {
                        (self.name_at(&signed.signer, index, "signer"))
                        (self.text("list-separator")) (self.text("kind-key")) " "
                        (hex(&signed.key, &format!("{index} key")))
                    }
                }
            }
        }
    }
}

/// A long digest by its first digits.
fn hex(digest: &str, place: &str) -> Markup {
    html! { code .digest dir="ltr" data-bayan=(place) data-bayan-as="hex" { (short(digest)) "…" } }
}
