//! What was made of an artifact.

closed! {
    /// What was made of an artifact.
    RenditionKind is "rendition" {
        /// The text of a page or document.
        PlainText = "plain_text",
        /// The words of a broadcast or recording.
        Transcript = "transcript",
        /// The words in another language.
        Translation = "translation",
        /// A part, byte for byte, in the same form.
        Excerpt = "excerpt",
        /// A picture of it, such as a screenshot.
        Image = "image",
    }
}
