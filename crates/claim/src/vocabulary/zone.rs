//! Which part of a publication a segment stands in.

closed! {
    /// Which part of a publication a segment stands in.
    Zone is "zone" {
        /// The headline.
        Headline = "headline",
        /// A subheading.
        Subheading = "subheading",
        /// The lead.
        Lead = "lead",
        /// The running text.
        Body = "body",
        /// Inside quotation marks.
        Quotation = "quotation",
        /// A caption of a picture.
        Caption = "caption",
        /// A note on how the text was made.
        Disclaimer = "disclaimer",
        /// What surrounds the text: menus, adverts, forms.
        Furniture = "furniture",
    }
}
