//! What each kind asks of its statement beyond form and references.

use bayan_claim::Body;
use bayan_claim::kind::{Amend, Attests, Capture, Redaction, Speaker, Utterance};
use bayan_claim::segment::Segment;
use bayan_claim::{DeclaredId, Kind, Says};
use bayan_proof::hash::{Blake3, Sha256};
use bayan_proof::num::Index;
use bayan_proof::statement::Header;

use super::Meaning;
use super::judge::{JudgeError, id_of, may_say, slug_of};
use super::keys::KeyHistory;
use crate::refusal::Refusal;
use crate::rows::List;
use crate::texts::Texts;

impl Meaning {
    /// What each kind asks beyond its form.
    pub(super) fn check_says(
        &self,
        header: &Header,
        signer: &KeyHistory,
        body: &Body,
        texts: &Texts,
        unchecked: &mut Vec<String>,
    ) -> Result<(), JudgeError> {
        self.check_declaration(header, body.says())?;
        self.check_anchors(body.says(), texts, unchecked)?;
        match body.says() {
            Says::Policy(policy) => self.check_policy(policy)?,
            Says::Key(act) => self.check_key(header, signer, act)?,
            Says::Capture(capture) => self.check_capture(capture, texts, unchecked)?,
            Says::Utterance(utterance) => self.check_utterance(header, signer, utterance)?,
            Says::Amend(amend) => self.check_amend(header, signer, amend, texts, unchecked)?,
            Says::Redaction(redaction) => {
                self.check_own_texts(redaction)?;
                for target in &redaction.statements {
                    self.check_redactable(target.0, &redaction.artifacts)?;
                }
            }
            Says::Party(_)
            | Says::Incident(_)
            | Says::Thing(_)
            | Says::Silence(_)
            | Says::Link(_)
            | Says::Opinion(_)
            | Says::Question(_) => {}
        }
        self.check_wholes(body.says(), texts, unchecked)
    }

    /// A first-person utterance is its speaker's, and its text is not one that is withheld.
    fn check_utterance(
        &self,
        header: &Header,
        signer: &KeyHistory,
        utterance: &Utterance,
    ) -> Result<(), JudgeError> {
        check_speaker(header, signer, utterance)?;
        if let Some(artifact) = utterance.own_artifact()
            && let Some(at) = self.artifact_withheld(&artifact)?
        {
            return Err(Refusal::ArtifactWithheld { artifact, at }.into());
        }
        Ok(())
    }

    /// A text that is withheld as an artifact goes with every first-person statement that it is the text of.
    fn check_own_texts(&self, redaction: &Redaction) -> Result<(), JudgeError> {
        let mut leaving = Vec::new();
        for target in &redaction.statements {
            leaving.extend(self.place(&target.0)?.map(|place| place.index));
        }
        for artifact in &redaction.artifacts {
            for at in self.rows.list(List::Artifact, &artifact.to_string())? {
                let stays = self.own_text(at)? == Some(*artifact) && self.withheld(at)?.is_none();
                if stays && !leaving.contains(&at) {
                    return Err(Refusal::OwnTextStays { at, artifact: *artifact }.into());
                }
            }
        }
        Ok(())
    }

    /// Keys, policies and redactions stay readable, and a first-person text goes with its statement.
    fn check_redactable(&self, target: [u8; 32], artifacts: &[Sha256]) -> Result<(), JudgeError> {
        // Whether the target is there was judged with the references.
        let Some(place) = self.place(&target)? else { return Ok(()) };
        let at = place.index;
        if let Some(kind) = Kind::from_number(place.kind).filter(|kind| !kind.can_be_redacted()) {
            return Err(Refusal::NotRedactable { at, kind: kind.name() }.into());
        }
        match self.own_text(at)? {
            Some(artifact) if !artifacts.contains(&artifact) => {
                Err(Refusal::OwnTextStays { at, artifact }.into())
            }
            Some(_) | None => Ok(()),
        }
    }

    /// An id is declared once, a slug names one id.
    fn check_declaration(&self, header: &Header, says: &Says) -> Result<(), JudgeError> {
        let Some(declared) = says.declares() else { return Ok(()) };
        let id = id_of(declared.id);
        if let Some(first) = self.declaration(&id)? {
            return Err(Refusal::AlreadyDeclared { id, at: Index(first.index) }.into());
        }
        // The operator's id stands in the policy before it is described: only the operator may describe it.
        let operator =
            self.tip.policy.as_ref().map(|(policy, _)| policy.operator.party.to_string());
        if operator.as_ref() == Some(&id) {
            if header.iss != id {
                return Err(Refusal::AlreadyDeclared { id, at: Index(0) }.into());
            }
        } else if let Some(first) = self.rows.list(List::Named, &id)?.first() {
            // What was pointed to was declared: by a statement that is withheld, if nothing else declares it.
            return Err(Refusal::AlreadyDeclared { id, at: *first }.into());
        }
        self.check_slug(&id, declared.slug.map(|slug| slug_of(&id, slug)))
    }

    fn check_slug(&self, id: &str, slug: Option<String>) -> Result<(), JudgeError> {
        if let Some(slug) = slug
            && let Some(owner) = self.slug(&slug)?
            && owner != id
        {
            return Err(Refusal::SlugTaken { slug, id: owner }.into());
        }
        Ok(())
    }

    /// Every quoted text stands at its offsets, byte for byte.
    fn check_anchors(
        &self,
        says: &Says,
        texts: &Texts,
        unchecked: &mut Vec<String>,
    ) -> Result<(), JudgeError> {
        // A first-person statement is its own source, and was compared with itself when it was parsed.
        let own = match says {
            Says::Utterance(utterance) => utterance.own_artifact(),
            _ => None,
        };
        for segment in says.segments().into_iter().filter(|segment| Some(segment.artifact) != own) {
            let artifact = segment.artifact;
            if let Some(at) = self.artifact_withheld(&artifact)? {
                return Err(Refusal::ArtifactWithheld { artifact, at }.into());
            }
            let Some(text) = texts.to_judge(&artifact)? else {
                if texts.tolerates_absence() {
                    unchecked.push(format!("a quote in artifact {artifact}, which is not here"));
                    continue;
                }
                return Err(Refusal::ArtifactMissing { artifact }.into());
            };
            check_anchor(&text, segment)?;
        }
        Ok(())
    }

    /// The capture describes bytes that are here, as they are.
    fn check_capture(
        &self,
        capture: &Capture,
        texts: &Texts,
        unchecked: &mut Vec<String>,
    ) -> Result<(), JudgeError> {
        let artifact = capture.artifact;
        if let Some(at) = self.artifact_withheld(&artifact)? {
            return Err(Refusal::ArtifactWithheld { artifact, at }.into());
        }
        let Some(bytes) = texts.to_judge(&artifact)? else {
            if texts.tolerates_absence() {
                unchecked.push(format!("artifact {artifact}, which is not here"));
                return Ok(());
            }
            return Err(Refusal::ArtifactMissing { artifact }.into());
        };
        let differs = |field, claimed: String, actual: String| {
            Err(Refusal::ArtifactMismatch { artifact, field, claimed, actual }.into())
        };
        let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        if capture.size != size {
            return differs("size", capture.size.to_string(), size.to_string());
        }
        let blake3 = Blake3::of(&bytes);
        if capture.blake3 != blake3 {
            return differs("BLAKE3 digest", capture.blake3.to_string(), blake3.to_string());
        }
        Ok(())
    }

    /// Only the recorder may amend their record, not into another kind, and a declaration keeps its id. What replaces a
    /// statement is judged as the statement itself would be.
    fn check_amend(
        &self,
        header: &Header,
        signer: &KeyHistory,
        amend: &Amend,
        texts: &Texts,
        unchecked: &mut Vec<String>,
    ) -> Result<(), JudgeError> {
        let replacement = amend.replacement.as_ref().map(bayan_claim::kind::Replacement::to_says);
        let mut targets = Vec::new();
        for target in &amend.targets {
            // Whether the target is there was judged with the references.
            let Some(place) = self.place(&target.0)? else { continue };
            let (at, kind) = (place.index, Kind::from_number(place.kind));
            if place.issuer != header.iss {
                return Err(Refusal::NotYourRecord { at, recorder: place.issuer }.into());
            }
            if let Some(kind) = kind.filter(|kind| !kind.can_be_redacted()) {
                return Err(Refusal::NotAmendable { at, kind: kind.name() }.into());
            }
            if let Some(says) = &replacement
                && Some(says.kind()) != kind
            {
                return Err(Refusal::AmendChangesKind {
                    at,
                    target: kind.map_or("unknown", Kind::name),
                    replacement: says.kind().name(),
                }
                .into());
            }
            targets.push(at);
        }
        let Some(says) = replacement else { return Ok(()) };
        let first_person = match &says {
            Says::Utterance(utterance) => Some(utterance.is_first_person()),
            _ => None,
        };
        may_say(header.kid, signer, says.kind(), None, first_person)?;
        match &says {
            Says::Utterance(utterance) => self.check_utterance(header, signer, utterance)?,
            Says::Capture(capture) => self.check_capture(capture, texts, unchecked)?,
            _ => {}
        }
        self.check_amended_id(&says, &targets, texts, unchecked)
    }

    /// A replaced declaration keeps the id that one of its targets declared.
    fn check_amended_id(
        &self,
        says: &Says,
        targets: &[Index],
        texts: &Texts,
        unchecked: &mut Vec<String>,
    ) -> Result<(), JudgeError> {
        let Some(declared) = says.declares() else { return Ok(()) };
        let id = id_of(declared.id);
        match self.declaration(&id)? {
            Some(first) if targets.contains(&Index(first.index)) => {
                self.check_slug(&id, declared.slug.map(|slug| slug_of(&id, slug)))
            }
            // Only a question's id goes with its body: what it is first found under may be an amendment.
            _ if self.may_be_withheld(texts) && matches!(declared.id, DeclaredId::Question(_)) => {
                unchecked.push(format!(
                    "/says/replacement: {id} may be declared by a withheld statement"
                ));
                Ok(())
            }
            first => {
                let at = first.map_or(Index(0), |first| Index(first.index));
                Err(Refusal::AlreadyDeclared { id, at }.into())
            }
        }
    }
}

/// A first-person utterance is its speaker's, or that of an office granted to the key.
fn check_speaker(
    header: &Header,
    signer: &KeyHistory,
    utterance: &Utterance,
) -> Result<(), Refusal> {
    let party = match &utterance.attests {
        Attests::ReadThemSo => return Ok(()),
        Attests::SaidItMyself => signer.party.clone(),
        Attests::OnBehalfOf(office) => {
            let office = office.to_string();
            if !signer.offices.contains(&office) {
                return Err(Refusal::OfficeNotGranted { key: header.kid, office });
            }
            office
        }
    };
    let speaker = match &utterance.speaker {
        Speaker::Party(party) => party.to_string(),
        Speaker::Nobody | Speaker::Ambiguous { .. } => String::new(),
    };
    if speaker == party {
        Ok(())
    } else {
        Err(Refusal::NotTheSpeaker { key: header.kid, speaker, party })
    }
}

fn check_anchor(text: &[u8], segment: &Segment) -> Result<(), Refusal> {
    bayan_claim::anchor::check(text, segment).map_err(|error| Refusal::NotAnchored {
        quote: segment.exact.to_string(),
        artifact: segment.artifact,
        reason: error.to_string(),
    })
}
