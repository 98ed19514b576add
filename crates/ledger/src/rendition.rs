//! The text of an HTML page, as an artifact of its own, so that a quote that crosses tags can be anchored.
//!
//! The page is parsed as browsers parse it (WHATWG HTML, through html5ever). What a reader does not see as text is
//! left out, block elements and `<br>` end a line, and ASCII white space folds as CSS Text 3 §4.1 has it, except
//! inside `<pre>`. Nothing else changes: no Unicode normalisation, and a no-break space stays one.

use ego_tree::iter::Edge;
use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use scraper::{Html, HtmlTreeSink, Node};

/// The name that a rendition records as its tool. A change of the rules below is a new version.
pub const HTML_TEXT_TOOL: &str = "bayan html-text 1";

/// Elements whose text is not part of what the page says.
const UNSEEN: [&str; 9] =
    ["head", "script", "style", "noscript", "template", "iframe", "object", "svg", "math"];

/// Elements that begin and end a line (WHATWG HTML §15.3, the flow content of the user-agent style sheet).
const BLOCKS: [&str; 37] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
];

/// How deep a page may nest before its deeper text is refused.
pub const HTML_MAX_DEPTH: usize = 512;

/// A page that is not turned into text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenditionError {
    /// The bytes are not UTF-8; other encodings are not guessed.
    #[error("the page is not UTF-8 from byte {valid_up_to} on")]
    NotUtf8 {
        /// How many bytes before it are.
        valid_up_to: usize,
    },
    /// The page nests deeper than [`HTML_MAX_DEPTH`].
    #[error("the page nests deeper than {HTML_MAX_DEPTH} elements")]
    TooDeep,
    /// The page makes far more elements than it writes: those that it leaves open are opened again in every paragraph.
    #[error("the page leaves so many elements open that it makes more of them than it has bytes")]
    TooMany,
}

/// A page is parsed in pieces of about so many bytes, and looked at after each.
const PIECE_BYTES: usize = 1_024;

/// How many nodes a page may have beside two for each byte.
const NODES_FREE: usize = 1_024;

/// The tree of a page.
///
/// At most tags html5ever looks through the elements that are open, and in each paragraph it opens again what was left
/// unclosed: a hostile page of some megabytes would keep it busy for minutes. So it is stopped where the tree becomes too
/// deep or too large.
fn parse(page: &str) -> Result<Html, RenditionError> {
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = driver::parse_document(sink, ParseOpts::default());
    let (mut rest, mut parsed, mut seen) = (page, 0usize, 0usize);
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(PIECE_BYTES));
        parser.process(StrTendril::from_slice(piece));
        (rest, parsed) = (behind, parsed.saturating_add(piece.len()));
        let document = parser.tokenizer.sink.sink.0.borrow();
        let nodes = document.tree.nodes();
        let count = nodes.len();
        if count > parsed.saturating_mul(2).saturating_add(NODES_FREE) {
            return Err(RenditionError::TooMany);
        }
        let mut new = nodes.rev().take(count.saturating_sub(seen));
        // An element stands under the document and the elements around it.
        if new.any(|node| node.value().is_element() && node.ancestors().count() > HTML_MAX_DEPTH) {
            return Err(RenditionError::TooDeep);
        }
        seen = count;
    }
    Ok(parser.finish())
}

/// The text of a page.
pub fn html_to_text(page: &[u8]) -> Result<String, RenditionError> {
    let page = std::str::from_utf8(page)
        .map_err(|error| RenditionError::NotUtf8 { valid_up_to: error.valid_up_to() })?;
    let document = parse(page)?;
    let mut writer = Writer::default();
    // A walk without recursion, because a hostile page must not exhaust the thread's stack.
    let mut unseen = 0usize;
    for edge in document.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) if UNSEEN.contains(&element.name()) => unseen += 1,
                Node::Element(element) if unseen == 0 => writer.enter(element.name()),
                Node::Text(text) if unseen == 0 => writer.text(text),
                _ => {}
            },
            Edge::Close(node) => match node.value() {
                Node::Element(element) if UNSEEN.contains(&element.name()) => unseen -= 1,
                Node::Element(element) if unseen == 0 => writer.leave(element.name()),
                _ => {}
            },
        }
    }
    Ok(writer.finish())
}

#[derive(Default)]
struct Writer {
    out: String,
    preformatted: usize,
    space_owed: bool,
}

impl Writer {
    fn enter(&mut self, name: &str) {
        if name == "br" {
            self.out.push('\n');
            self.space_owed = false;
        }
        if name == "pre" {
            self.preformatted = self.preformatted.saturating_add(1);
        }
        if BLOCKS.contains(&name) {
            self.end_line();
        }
    }

    fn leave(&mut self, name: &str) {
        if name == "pre" {
            self.preformatted = self.preformatted.saturating_sub(1);
        }
        if BLOCKS.contains(&name) {
            self.end_line();
        } else if matches!(name, "td" | "th") {
            self.space_owed = true;
        }
    }

    fn end_line(&mut self) {
        self.space_owed = false;
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.out.push_str(text);
            return;
        }
        for character in text.chars() {
            // Only the white space that HTML folds: a no-break space is a character like any other.
            if matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.space_owed = true;
                continue;
            }
            if std::mem::take(&mut self.space_owed)
                && !self.out.is_empty()
                && !self.out.ends_with('\n')
            {
                self.out.push(' ');
            }
            self.out.push(character);
        }
    }

    fn finish(mut self) -> String {
        self.end_line();
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_the_text_a_reader_sees() {
        let cases = [
            ("", ""),
            ("plain", "plain\n"),
            ("<p>No <b>data</b>\n  was\tlost.</p><p>Second</p>", "No data was lost.\nSecond\n"),
            ("a<br>b", "a\nb\n"),
            ("<title>t</title><script>x()</script><style>p{}</style><p>seen</p>", "seen\n"),
            ("<p>five\u{a0}thousand &nbsp;&amp;</p>", "five\u{a0}thousand \u{a0}&\n"),
            ("<pre>a\n  b</pre>c", "a\n  b\nc\n"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc\n"),
            ("<p>नमस्ते</p>\u{202b}سلام", "नमस्ते\n\u{202b}سلام\n"),
            ("<p>unclosed <i>tags", "unclosed tags\n"),
            ("<!-- said --><p>out</p>", "out\n"),
            (&"<br>".repeat(40_000), &"\n".repeat(40_000)),
        ];
        for (page, text) in cases {
            assert_eq!(html_to_text(page.as_bytes()).as_deref(), Ok(text), "{page}");
        }
    }

    #[test]
    fn other_encodings_and_bottomless_pages_are_refused() {
        assert_eq!(html_to_text(b"<p>caf\xe9"), Err(RenditionError::NotUtf8 { valid_up_to: 6 }));
        // html and body are two more.
        for beyond in [HTML_MAX_DEPTH - 1, HTML_MAX_DEPTH + 1] {
            let deep = "<div>".repeat(beyond);
            assert_eq!(html_to_text(deep.as_bytes()), Err(RenditionError::TooDeep));
        }
        let allowed = format!("{}x", "<div>".repeat(HTML_MAX_DEPTH - 2));
        assert_eq!(html_to_text(allowed.as_bytes()).as_deref(), Ok("x\n"));
        let many = 100_000;
        for deep in ["<div>", "<div></x>", "<rt>", "<svg><a>", "<div><object></div>", "<b>"] {
            let page = deep.repeat(many);
            let text = html_to_text(page.as_bytes());
            assert!(matches!(text, Err(RenditionError::TooDeep)), "{deep}");
        }
        let again: Vec<_> = (0..400).map(|n| format!("<font size={n}>")).collect();
        let page = format!("<div>{}</div>{}", again.concat(), "<p>x</p>".repeat(many));
        assert!(matches!(html_to_text(page.as_bytes()), Err(RenditionError::TooMany)));
        for flat in ["<p>x", "<li>x", "<br>", "<div>x</div>", "<b>x</b>", "<div><span>x</div>"] {
            assert!(html_to_text(flat.repeat(many / 10).as_bytes()).is_ok(), "{flat}");
        }
    }
}
