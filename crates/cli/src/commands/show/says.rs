//! What a statement says, kind by kind.

use bayan_claim::Says;
use bayan_claim::kind::{
    Amend, Capture, Incident, Key, Link, Opinion, Party, Policy, Question, Redaction, Silence,
    Source, Thing,
};
use bayan_ledger::StoredEntry;

use crate::error::Failure;
use crate::reading::layout::{Page, count};
use crate::reading::summary::{end_words, opined};
use crate::reading::words::{Words, capture, maker_words, relation_words, spaced};

/// What a statement says. `stored` is the entry it stands in.
pub(super) fn describe(
    page: &mut Page<'_>,
    words: &Words<'_>,
    stored: &StoredEntry,
    says: &Says,
) -> Result<(), Failure> {
    match says {
        Says::Utterance(utterance) => {
            return super::utterance::describe(page, words, stored, utterance);
        }
        Says::Amend(amend) => return amended(page, words, stored, amend),
        Says::Policy(says) => policy(page, words, says),
        Says::Key(says) => key(page, words, says),
        Says::Party(says) => party(page, words, says),
        Says::Incident(says) => incident(page, words, says),
        Says::Thing(says) => thing(page, words, says),
        Says::Capture(says) => captured(page, words, says),
        Says::Silence(says) => silence(page, words, says),
        Says::Link(says) => link(page, words, says),
        Says::Opinion(says) => opinion(page, words, says),
        Says::Question(says) => question(page, words, says),
        Says::Redaction(says) => redaction(page, words, says),
    }
    Ok(())
}

fn policy(page: &mut Page<'_>, words: &Words<'_>, policy: &Policy) {
    page.row("origin", policy.origin.as_str());
    page.row("operator", words.named(&policy.operator.party.to_string()));
    page.rows("keys", policy.operator.keys.iter().map(ToString::to_string));
    page.rows("recovery", policy.recovery_keys.iter().map(ToString::to_string));
    page.row("append", spaced(policy.append.name()));
    page.row("receipts", policy.receipt_key.to_string());
    let witnesses = match policy.witnesses.quorum {
        0 => "none needed".to_owned(),
        quorum => format!("{quorum} of {}", policy.witnesses.vkeys.len()),
    };
    page.row("witnesses", witnesses);
    let jump = match policy.clock.max_jump_ms {
        0 => "any jump".to_owned(),
        jump => format!("at most {jump} ms between two entries"),
    };
    page.row("clock", jump);
}

fn key(page: &mut Page<'_>, words: &Words<'_>, key: &Key) {
    match key {
        Key::Grant(grant) => {
            page.row("grants", grant.key.to_string());
            page.row("to", words.named(&grant.party.to_string()));
            let usages: Vec<&str> = grant.usages.iter().map(|usage| usage.name()).collect();
            page.row("usages", usages.join(", "));
            page.rows(
                "offices",
                grant.offices.iter().map(|office| words.named(&office.to_string())),
            );
            page.row("recovery", grant.recovery_key.map(|key| key.to_string()).unwrap_or_default());
        }
        Key::Rotate(rotate) => {
            page.row("rotates", rotate.old.to_string());
            page.row("to", rotate.key.to_string());
            page.row(
                "recovery",
                rotate.recovery_key.map(|key| key.to_string()).unwrap_or_default(),
            );
        }
        Key::Revoke(revoke) => {
            page.row("revokes", revoke.key.to_string());
            page.row("why", spaced(revoke.why.name()));
            let since = revoke
                .compromised_since
                .map(|since| format!("its statements from entry {since} on"));
            page.row("disputes", since.unwrap_or_default());
        }
    }
}

pub(super) fn party(page: &mut Page<'_>, words: &Words<'_>, party: &Party) {
    page.row("party", format!("party:{}  {}", party.slug, words.dim(&party.id.to_string())));
    page.row("is", spaced(party.is.name()));
    page.rows("names", words.names(&party.names));
    let dates = |since: &Option<_>, until: &Option<_>| {
        let since = since.as_ref().map(|since| format!(", since {since}")).unwrap_or_default();
        let until = until.as_ref().map(|until| format!(", until {until}")).unwrap_or_default();
        format!("{since}{until}")
    };
    page.rows(
        "part of",
        party.part_of.iter().map(|whole| {
            format!(
                "{}{}",
                words.named(&whole.party.to_string()),
                dates(&whole.since, &whole.until)
            )
        }),
    );
    page.rows(
        "roles",
        party.roles.iter().map(|role| {
            let of = role
                .of
                .as_ref()
                .map(|of| format!(" of {}", words.named(&of.to_string())))
                .unwrap_or_default();
            let title = words.ui.quoted(&role.title.text);
            format!("{title} ({}){of}{}", role.title.language, dates(&role.since, &role.until))
        }),
    );
    note(page, words, party.note.as_ref().map(|note| &*note.text));
}

pub(super) fn incident(page: &mut Page<'_>, words: &Words<'_>, incident: &Incident) {
    let label = words.speech().kind(bayan_claim::Kind::Incident);
    page.row(
        &label,
        format!("incident:{}  {}", incident.slug, words.dim(&incident.id.to_string())),
    );
    page.rows(&words.speech().text("label-titles"), words.names(&incident.titles));
    note(page, words, incident.note.as_ref().map(|note| &*note.text));
}

pub(super) fn thing(page: &mut Page<'_>, words: &Words<'_>, thing: &Thing) {
    page.row("thing", format!("thing:{}  {}", thing.slug, words.dim(&thing.id.to_string())));
    page.row("is", spaced(thing.is.kind().name()));
    if let bayan_claim::kind::Is::Facet(leaf) = &thing.is {
        page.row("facet", format!("{}, with values of type {}", leaf.name, leaf.spec.value));
        page.row("about", words.ui.quoted(&leaf.spec.about));
    }
    page.rows("names", words.names(&thing.names));
    page.rows("part of", thing.part_of.iter().map(|whole| words.named(&whole.to_string())));
    page.rows("alias of", thing.alias_of.iter().map(|other| words.named(&other.to_string())));
    note(page, words, thing.note.as_ref().map(|note| &*note.text));
}

pub(super) fn question(page: &mut Page<'_>, words: &Words<'_>, question: &Question) {
    page.row("question", question.id.to_string());
    page.row("incident", words.named(&question.incident.to_string()));
    page.row("facet", question.facet.to_string());
    page.row(
        "text",
        format!("{} ({})", words.printed(&question.text.text), question.text.language),
    );
    page.rows("to", question.to.iter().map(|party| words.named(&party.to_string())));
    page.rows("scope", question.scope.as_ref().map(|scope| words.scope(scope)).unwrap_or_default());
    page.row("asked", question.asked.as_ref().map(|time| words.time(time)).unwrap_or_default());
}

pub(super) fn captured(page: &mut Page<'_>, words: &Words<'_>, is: &Capture) {
    page.row("artifact", is.artifact.to_string());
    page.row("blake3", is.blake3.to_string());
    let language = is.language.as_ref().map(|tag| format!(", in {tag}")).unwrap_or_default();
    page.row(
        "is",
        format!("{}, {}{language}", is.media_type, count(u64::from(is.size), "byte", "bytes")),
    );
    match &is.source {
        Source::Original(original) => {
            let outlet = original.outlet.map(|outlet| words.named(&outlet.to_string()));
            page.row("from", outlet.unwrap_or_else(|| "an outlet that is not named".to_owned()));
            page.row(
                "address",
                original.address.as_ref().map(|it| words.ui.quoted(it)).unwrap_or_default(),
            );
            page.row(
                "published",
                original.published_at.as_ref().map(|time| words.time(time)).unwrap_or_default(),
            );
            page.row("captured", original.captured_at.to_string());
        }
        Source::Rendition(made) => {
            page.row(
                "made from",
                format!("{} as its {}", capture(&made.of), spaced(made.what.name())),
            );
            let by =
                made.by.map(|by| format!(", {}", words.named(&by.to_string()))).unwrap_or_default();
            let tool = made
                .tool
                .as_ref()
                .map(|tool| format!(", with {}", words.ui.quoted(tool)))
                .unwrap_or_default();
            page.row("made", format!("{} {}{by}{tool}", made.made_at, maker_words(made.maker)));
        }
    }
    if let Ok(Some(withheld)) = words.reading.artifact_withheld(&is.artifact) {
        let text = crate::reading::summary::withheld_words(&withheld);
        page.row("bytes", words.ui.paint(crate::ui::Tone::Warn, text));
    }
    page.row(
        "incident",
        is.incident.map(|incident| words.named(&incident.to_string())).unwrap_or_default(),
    );
    page.rows(
        "defects",
        is.defects.iter().map(|defect| {
            let at = defect
                .at
                .map(|range| format!(" at bytes {}..{}", range.start, range.end))
                .unwrap_or_default();
            let note = defect
                .note
                .as_ref()
                .map(|note| format!(": {}", words.ui.quoted(&note.text)))
                .unwrap_or_default();
            format!("{}{at}{note}", spaced(defect.is.name()))
        }),
    );
    note(page, words, is.note.as_ref().map(|note| &*note.text));
}

fn silence(page: &mut Page<'_>, words: &Words<'_>, silence: &Silence) {
    page.row("party", format!("{} had not answered", words.named(&silence.party.to_string())));
    page.row("as of", words.time(&silence.as_of));
    page.row("as far as", words.named(&silence.as_far_as.to_string()));
    page.row("incident", words.named(&silence.incident.to_string()));
    page.rows("also", silence.also.iter().map(|incident| words.named(&incident.to_string())));
    if let Some(on) = &silence.on {
        page.rows("on", on.facets.iter().map(ToString::to_string));
        page.rows(
            "questions",
            on.questions.iter().map(|question| words.slug(&question.to_string())),
        );
        let claims =
            on.claims.iter().map(|claim| words.claim(bayan_claim::id::ClaimTarget::There(*claim)));
        page.rows("claims", claims);
        page.row(
            "in words",
            on.words.as_ref().map(|it| words.printed(&it.text)).unwrap_or_default(),
        );
    }
    page.row("recorder", words.named(&silence.recorder.to_string()));
    for segment in &silence.segments {
        super::utterance::segment(page, words, 0, segment);
    }
    note(page, words, silence.note.as_deref());
}

pub(super) fn link(page: &mut Page<'_>, words: &Words<'_>, link: &Link) {
    page.row("from", end_words(words.reading, link.from));
    page.row("relation", relation_words(link.relation));
    page.row("to", end_words(words.reading, link.to));
    page.row(
        "incident",
        link.incident.map(|incident| words.named(&incident.to_string())).unwrap_or_default(),
    );
    page.row("inferred", link.inferred.as_ref().map(|it| words.inferred(it)).unwrap_or_default());
    page.row("why", link.why.as_ref().map(|why| words.printed(&why.text)).unwrap_or_default());
}

fn opinion(page: &mut Page<'_>, words: &Words<'_>, opinion: &Opinion) {
    page.row(
        "view",
        format!("{} {}", spaced(opinion.view.name()), opined(words.reading, opinion.target)),
    );
    page.row("field", opinion.field.as_ref().map(ToString::to_string).unwrap_or_default());
    page.row("why", format!("{} ({})", words.printed(&opinion.why.text), opinion.why.language));
    page.row(
        "incident",
        opinion.incident.map(|incident| words.named(&incident.to_string())).unwrap_or_default(),
    );
}

fn amended(
    page: &mut Page<'_>,
    words: &Words<'_>,
    stored: &StoredEntry,
    amend: &Amend,
) -> Result<(), Failure> {
    page.rows("amends", amend.targets.iter().map(|target| words.statement(&target.0)));
    page.row("reason", spaced(amend.reason.name()));
    page.row("why", amend.why.as_ref().map(|why| words.printed(&why.text)).unwrap_or_default());
    page.rows(
        "moved",
        amend.moved.iter().map(|moved| {
            let to: Vec<String> = moved.to.iter().map(|to| words.claim(*to)).collect();
            let to = if to.is_empty() { "nowhere".to_owned() } else { to.join(", ") };
            format!("{} to {to}", words.claim(bayan_claim::id::ClaimTarget::There(moved.from)))
        }),
    );
    match &amend.replacement {
        None => page.row("instead", "nothing: the record is withdrawn"),
        Some(replacement) => {
            page.heading(&format!("What stands instead: {}", replacement.kind()));
            describe(page, words, stored, &replacement.to_says())?;
        }
    }
    Ok(())
}

fn redaction(page: &mut Page<'_>, words: &Words<'_>, redaction: &Redaction) {
    page.rows("withholds", redaction.statements.iter().map(|target| words.statement(&target.0)));
    page.rows("", redaction.artifacts.iter().map(capture));
    page.row("why", spaced(redaction.why.name()));
    page.row("authority", words.named(&redaction.authority.to_string()));
    page.row("case", redaction.case.as_ref().map(ToString::to_string).unwrap_or_default());
    page.rows(
        "incidents",
        redaction.incidents.iter().map(|incident| words.named(&incident.to_string())),
    );
}

fn note(page: &mut Page<'_>, words: &Words<'_>, note: Option<&str>) {
    if let Some(note) = note {
        page.row(&words.speech().text("label-note"), words.speech().text("note-of-signer"));
        page.block(4, note);
    }
}
