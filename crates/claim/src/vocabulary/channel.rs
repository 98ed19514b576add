//! How an utterance reached its first listener.

closed! {
    /// How an utterance reached its first listener.
    Channel is "channel" {
        /// A radio programme.
        Radio = "radio",
        /// A television programme.
        Tv = "tv",
        /// A press conference.
        PressConference = "press_conference",
        /// A statement in writing.
        WrittenStatement = "written_statement",
        /// A statement, how is not said.
        Statement = "statement",
        /// An interview.
        Interview = "interview",
        /// Words given to a news agency.
        AgencyQuote = "agency_quote",
        /// A notice of an organisation.
        Notice = "notice",
        /// A letter that is mentioned and not shown.
        LetterUnseen = "letter_unseen",
        /// An order.
        Order = "order",
        /// A post on a social network.
        SocialPost = "social_post",
        /// A listing on a forum or market.
        ForumListing = "forum_listing",
        /// A filing with a regulator.
        RegulatorFiling = "regulator_filing",
        /// A notice on a website.
        WebsiteNotice = "website_notice",
        /// An article's own voice.
        PressArticle = "press_article",
        /// A headline or subheading.
        Headline = "headline",
        /// A caption.
        Caption = "caption",
        /// A disclaimer.
        Disclaimer = "disclaimer",
        /// What circulates.
        Rumour = "rumour",
        /// The text does not say.
        Unspecified = "unspecified",
    }
}
