//! How deep a page nests, told from its tags alone.
//!
//! html5ever looks through the open elements at most tags, and opens formatting elements that were left unclosed again
//! in every paragraph: a page of a few megabytes could keep it busy for minutes. So the tags are counted first, in one
//! pass and without a tree. The count follows the tree for pages that close what they open.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::{HTML_MAX_DEPTH, RenditionError};

/// How many formatting elements may stand unclosed: each is opened again in each later paragraph.
pub(super) const UNCLOSED_MAX: usize = 128;

/// Elements that have no content (WHATWG HTML §13.1.2), and those whose next sibling ends them (§13.1.2.4): leaving
/// them open does not nest.
const FLAT: [&str; 33] = [
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html",
    "img", "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source",
    "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr", "a",
];

/// Elements that outlive the block in which they were opened (§13.2.4.3). `<a>` ends an earlier one.
const FORMATTING: [&str; 12] =
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "u"];

/// Refuses a page that nests too deep for its tree to be built.
pub(super) fn check(page: &str) -> Result<(), RenditionError> {
    let tokenizer = Tokenizer::new(Open::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page));
    // It stops at every end of a script, to let it run.
    while !input.is_empty() && !tokenizer.sink.is_too_deep.get() {
        drop(tokenizer.feed(&input));
    }
    tokenizer.end();
    if tokenizer.sink.is_too_deep.get() { Err(RenditionError::TooDeep) } else { Ok(()) }
}

/// The elements that are open.
#[derive(Default)]
struct Open {
    blocks: RefCell<Vec<String>>,
    formatting: RefCell<Vec<String>>,
    is_too_deep: Cell<bool>,
}

impl Open {
    fn start(&self, name: &str) {
        if FLAT.contains(&name) {
            return;
        }
        let is_formatting = FORMATTING.contains(&name);
        let (open, limit) = if is_formatting {
            (&self.formatting, UNCLOSED_MAX)
        } else {
            (&self.blocks, HTML_MAX_DEPTH)
        };
        let mut open = open.borrow_mut();
        open.push(name.to_owned());
        if open.len() > limit {
            self.is_too_deep.set(true);
        }
    }

    /// The end of a block ends what stands open in it; that of a formatting element ends it alone.
    fn end(&self, name: &str) {
        let mut formatting = self.formatting.borrow_mut();
        if let Some(at) = formatting.iter().rposition(|open| open == name) {
            formatting.remove(at);
            return;
        }
        let mut blocks = self.blocks.borrow_mut();
        if let Some(at) = blocks.iter().rposition(|open| open == name) {
            blocks.truncate(at);
        }
    }
}

impl TokenSink for Open {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        // What is refused already is read to its end without being counted.
        if self.is_too_deep.get() {
            return TokenSinkResult::Continue;
        }
        let Token::TagToken(Tag { kind, name, self_closing, .. }) = token else {
            return TokenSinkResult::Continue;
        };
        match kind {
            TagKind::EndTag => self.end(&name),
            TagKind::StartTag if !self_closing || !is_foreign(&name) => self.start(&name),
            TagKind::StartTag => {}
        }
        // As the tree builder would have it: tags inside these are text.
        match (kind, &*name) {
            (TagKind::StartTag, "script") => TokenSinkResult::RawData(RawKind::ScriptData),
            (TagKind::StartTag, "style" | "xmp" | "iframe" | "noembed" | "noframes") => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            (TagKind::StartTag, "title" | "textarea") => TokenSinkResult::RawData(RawKind::Rcdata),
            (TagKind::StartTag, "plaintext") => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }
}

/// Whether a slash at the end of its start tag closes it: in SVG and `MathML` alone, whose elements have other names.
fn is_foreign(name: &str) -> bool {
    !super::BLOCKS.contains(&name) && !FORMATTING.contains(&name) && name != "span"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nests_is_counted_and_what_only_follows_is_not() {
        let many = 100_000;
        for flat in
            ["<p>x", "<li>x", "<br>", "<td>x", "<img>", "<div>x</div>", "<b>x</b>", "</div>"]
        {
            assert_eq!(check(&flat.repeat(many)), Ok(()), "{flat}");
        }
        assert_eq!(check(&format!("<script>{}</script>", "'<div>'".repeat(many))), Ok(()));
        assert_eq!(check(&format!("<title>{}</title>", "<div>".repeat(many))), Ok(()));
        assert_eq!(check(&"<div><span>unclosed</div>".repeat(many)), Ok(()));
        assert_eq!(check(&"<svg><path/><g/></svg>".repeat(many)), Ok(()));
        for deep in [
            "<div>",
            "<div></x>",
            "<div/>",
            "<ul><li>",
            "<b>",
            "<b><div></b>",
            "<svg>",
            "<custom-tag>",
        ] {
            assert_eq!(check(&deep.repeat(many)), Err(RenditionError::TooDeep), "{deep}");
        }
        assert_eq!(check(&"<div>".repeat(HTML_MAX_DEPTH)), Ok(()));
        assert_eq!(check(&"<div>".repeat(HTML_MAX_DEPTH + 1)), Err(RenditionError::TooDeep));
        assert_eq!(check(&"<i>".repeat(UNCLOSED_MAX)), Ok(()));
        assert_eq!(check(&"<i>".repeat(UNCLOSED_MAX + 1)), Err(RenditionError::TooDeep));
    }
}
