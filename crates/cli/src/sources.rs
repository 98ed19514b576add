//! The bytes of a source on their way to the ledger: digests, media type, times, and the text of an HTML page.

use std::path::Path;

use bayan_claim::Kind;
use bayan_claim::text::Instant;
use bayan_ledger::rendition::{HTML_TEXT_TOOL, html_to_text};
use bayan_proof::hash::{Blake3, Sha256};
use serde_json::{Map, Value, json};

use crate::authoring::{Draft, Given, HtmlText};
use crate::context::{Context, read_input};
use crate::error::{Exit, Failure};
use crate::names::{Earlier, Names};

/// What the reference of a page's text is, after that of the page.
pub const TEXT_REFERENCE: &str = "/text";

/// Media types by the ending of a file's name. What is not here is looked at.
const ENDINGS: [(&str, &str); 15] = [
    ("csv", "text/csv;charset=utf-8"),
    ("gif", "image/gif"),
    ("htm", HTML),
    ("html", HTML),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("md", "text/markdown;charset=utf-8"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("txt", PLAIN),
    ("wacz", "application/wacz"),
    ("warc", "application/warc"),
];

/// Media types by how their bytes begin (WHATWG MIME Sniffing §6 and §7, the unambiguous ones).
const BEGINNINGS: [(&[u8], &str); 5] = [
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
];

/// Within how many bytes the first line of a PEM file (RFC 7468 §3) says what it holds.
const PEM_BEGIN_MAX: usize = 64;

const HTML: &str = "text/html;charset=utf-8";
const PLAIN: &str = "text/plain;charset=utf-8";

/// Completes the draft of a capture whose bytes are at hand: they are lent to the ledger, their digests, size, type and
/// times are filled in, and the text of an HTML page comes back as a draft of its own. Other drafts stay as they are.
pub fn complete(
    context: &Context,
    names: &mut Names<'_>,
    draft: &mut Draft,
) -> Result<Option<Draft>, Failure> {
    if draft.kind != Kind::Capture {
        return Ok(None);
    }
    let Some(given) = draft.bytes.take() else { return Ok(None) };
    let (bytes, file) = match given {
        Given::File(path) => {
            (read_input(&path).map_err(|failure| failure.pointing("/file"))?, Some(path))
        }
        Given::Bytes(bytes) => (bytes, None),
    };
    let earlier = draft.reference.as_deref().and_then(|reference| names.own(reference));
    let digest = names.texts.lend(&bytes);
    describe(context, &mut draft.says, file.as_deref(), &bytes, earlier.as_ref())?;
    let media_type = draft.says.get("media_type").and_then(Value::as_str);
    let is_html = media_type.is_some_and(|name| name.split(';').next() == Some("text/html"));
    let is_rendition = draft.says.pointer("/source/rendition").is_some();
    names.captured_here.insert(digest);
    if let Some(reference) = &draft.reference {
        names.captured_as.insert(reference.clone(), digest);
    }
    if !is_html || is_rendition || draft.html_text == HtmlText::LeftOut {
        return Ok(None);
    }
    text_of_page(draft, &bytes, digest).map(Some)
}

/// Fills in what a capture says of its bytes: digests, size, media type, and when they were taken.
pub fn describe(
    context: &Context,
    says: &mut Value,
    file: Option<&Path>,
    bytes: &[u8],
    earlier: Option<&Earlier>,
) -> Result<(), Failure> {
    let Some(fields) = says.as_object_mut() else { return Ok(()) };
    can_be_evidence(bytes)?;
    digests(fields, bytes, Sha256::of(bytes))?;
    let given = fields.get("media_type").is_some_and(|given| !given.is_null());
    if !given {
        fields.insert("media_type".to_owned(), json!(media_type(file, bytes)));
    }
    let taken_at = taken_at(context, earlier)?;
    let source = fields.entry("source").or_insert_with(|| json!({ "original": {} }));
    for (origin, time) in [("original", "captured_at"), ("rendition", "made_at")] {
        let origin = source.get_mut(origin).and_then(Value::as_object_mut);
        if let Some(origin) = origin.filter(|origin| origin.get(time).is_none_or(Value::is_null)) {
            origin.insert(time.to_owned(), json!(taken_at));
        }
    }
    Ok(())
}

/// Captured bytes are published: nothing is no evidence, and a private key is no source.
fn can_be_evidence(bytes: &[u8]) -> Result<(), Failure> {
    let refused = |what, advice| Err(Failure::new(Exit::Usage, what, advice).pointing("/file"));
    if bytes.is_empty() {
        let advice = "a download may have failed: look at the source, and capture it again";
        return refused("there are no bytes to capture", advice);
    }
    let begin = bytes.get(..PEM_BEGIN_MAX).unwrap_or(bytes);
    let label = b"PRIVATE KEY-----";
    if begin.starts_with(b"-----BEGIN ") && begin.windows(label.len()).any(|it| it == label) {
        let advice = "captured bytes are published; keep the key where nobody else reads it";
        return refused("this is a private key, which is no source", advice);
    }
    Ok(())
}

/// Digests and size are of the bytes; a draft that says otherwise is of other bytes.
fn digests(fields: &mut Map<String, Value>, bytes: &[u8], digest: Sha256) -> Result<(), Failure> {
    let found = [
        ("artifact", json!(digest)),
        ("blake3", json!(Blake3::of(bytes))),
        ("size", json!(bytes.len())),
    ];
    for (name, value) in found {
        match fields.get(name) {
            Some(claimed) if *claimed != value => {
                let what = format!(
                    "/says/{name}: the draft says {claimed}, and the bytes of the file have {value}"
                );
                let failure = Failure::new(
                    Exit::Usage,
                    what,
                    "leave the field out; it is filled in from the file",
                );
                return Err(failure.pointing(format!("/says/{name}")));
            }
            _ => fields.insert(name.to_owned(), value),
        };
    }
    Ok(())
}

/// The draft of the text of an HTML page.
fn text_of_page(page: &Draft, bytes: &[u8], digest: Sha256) -> Result<Draft, Failure> {
    let text = html_to_text(bytes).map_err(|error| {
        Failure::new(
            Exit::Usage,
            format!("cannot make the text of the page: {error}"),
            "capture a page in UTF-8, or the page alone with `--no-text`",
        )
    })?;
    let field = |name: &str| page.says.get(name).cloned();
    let rendition =
        json!({ "maker": "machine", "of": digest, "tool": HTML_TEXT_TOOL, "what": "plain_text" });
    let says = json!({
        "incident": field("incident"), "language": field("language"), "media_type": PLAIN,
        "source": { "rendition": rendition },
    });
    let reference = page.reference.as_ref().map(|reference| format!("{reference}{TEXT_REFERENCE}"));
    Ok(Draft {
        reference,
        bytes: Some(Given::Bytes(text.into_bytes())),
        ..Draft::new(Kind::Capture, says)
    })
}

/// When the bytes were taken: what the same author said under the same reference before, else now.
fn taken_at(context: &Context, earlier: Option<&Earlier>) -> Result<String, Failure> {
    if let Some(taken_at) = earlier.and_then(|earlier| earlier.taken_at.as_ref()) {
        return Ok(taken_at.clone());
    }
    let seconds = i64::try_from(context.system.clock.now().0 / 1_000).unwrap_or(i64::MAX);
    Instant::from_unix_seconds(seconds).map(|instant| instant.to_string()).map_err(|error| {
        Failure::new(
            Exit::CannotRead,
            format!("the clock is beyond reason: {error}"),
            "set it right",
        )
    })
}

/// The media type: by the file's name, else by what the bytes look like.
fn media_type(file: Option<&Path>, bytes: &[u8]) -> &'static str {
    let ending =
        file.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let is_text = std::str::from_utf8(bytes).is_ok();
    let by_name = ending.and_then(|ending| ENDINGS.iter().find(|(known, _)| **known == ending));
    // Which encoding it is, if it is not UTF-8, is not guessed.
    let charset = |name: &'static str| match name.split_once(';') {
        Some((essence, _)) if !is_text => essence,
        _ => name,
    };
    let by_name = by_name.map(|(_, name)| charset(name));
    by_name.unwrap_or_else(|| {
        let by_beginning = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning));
        match by_beginning {
            Some((_, name)) => name,
            None if !is_text => "application/octet-stream",
            None if looks_like_html(bytes) => HTML,
            None => PLAIN,
        }
    })
}

/// WHATWG MIME Sniffing §7.1, its two commonest patterns.
fn looks_like_html(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    [&b"<!doctype html"[..], b"<html"]
        .iter()
        .any(|tag| start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_follow_the_name_then_the_bytes() {
        let cases: [(&str, &[u8], &str); 8] = [
            ("a.html", b"x", HTML),
            ("a.HTM", b"x", HTML),
            ("a.txt", b"\xff", "text/plain"),
            ("a.unknown", b"words", PLAIN),
            ("page", b"\n <!DOCTYPE HTML><p>x", HTML),
            ("page", b"<html lang=sw>", HTML),
            ("scan", b"%PDF-1.7\xff", "application/pdf"),
            ("noise", b"\x00\xff", "application/octet-stream"),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(media_type(Some(Path::new(name)), bytes), expected, "{name}");
        }
    }
}
