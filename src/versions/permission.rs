//! Whether the words of a leaflet may be published where approval is required.

use super::change_class::change_class;
use super::history::{History, text_key};
use super::shared_parts::{own_hash, shared_parts};
use super::wording::wording;
use crate::date::{self, Date};
use crate::library::ManuscriptId;
use crate::publication_log::{ChangeClass, LogLine, LogLineKind, SharedPart, TextKey};

/// Whether the present words of a leaflet may be published where approval is required.
#[derive(Clone, Copy, Debug)]
pub enum Permission<'a> {
    /// Somebody approved them.
    Approved,
    /// Readers already have them.
    Live,
    /// Nobody has approved them. Contains the last decision about these very words, if any: they were sent to an
    /// approver, or returned.
    Waits(Option<&'a LogLine>),
}

impl<'a> History<'a> {
    /// Whether the present words of a leaflet may be published where approval is required.
    pub fn permission(&self, id: ManuscriptId) -> Permission<'a> {
        let key = text_key(self.inputs.library, id);
        // After a leaflet was archived, words that were approved before need a new approval to come back.
        let archived = self.record.last_archived(&key);
        let hash = self.hashes.get(self.inputs, id);
        let last = self
            .record
            .decisions(&key)
            .rev()
            .filter(|line| line.number > archived && line.wording == hash)
            .find(|line| !matches!(line.kind, LogLineKind::Extended | LogLineKind::Reverted));
        match last {
            Some(line) if line.kind == LogLineKind::Approved => return Permission::Approved,
            // These very words were refused, whatever was approved before.
            Some(line) if line.kind == LogLineKind::Returned => return Permission::Waits(last),
            _ => {}
        }
        if let Some(version) = self.record.last_version(&key).filter(|line| line.number > archived)
            && self.covers(version, id)
        {
            return Permission::Live;
        }
        let is_returned = |approved: &LogLine| {
            let mut later = self.record.decisions(&key).filter(|line| line.number > approved.number);
            later.any(|line| line.kind == LogLineKind::Returned && line.wording == approved.wording)
        };
        let approvals = self.record.decisions(&key).rev();
        let mut approvals =
            approvals.filter(|line| line.kind == LogLineKind::Approved && line.number > archived && !is_returned(line));
        match approvals.any(|line| self.covers(line, id)) {
            true => Permission::Approved,
            false => Permission::Waits(last),
        }
    }

    /// Whether a version or an approval also holds for the present words of a leaflet: they are the same, differ only
    /// editorially, or only by shared blocks and entries of the glossary that were approved themselves.
    pub(super) fn covers(&self, line: &LogLine, id: ManuscriptId) -> bool {
        let hash = self.hashes.get(self.inputs, id);
        if line.wording.is_none() || hash.is_none() {
            return false;
        }
        if line.wording == hash {
            return true;
        }
        if line.own.is_some() && line.own == own_hash(self.inputs, id) {
            let known = |part: &SharedPart| line.shared.contains(part) || self.is_shared_approved(part);
            if shared_parts(self.inputs.library, id).iter().all(known) {
                return true;
            }
        }
        let before = self.stored(line).map(|object| object.wording);
        let after = wording(self.inputs, id);
        before.zip(after).and_then(|(before, after)| change_class(&before, &after.0)) == Some(ChangeClass::Editorial)
    }

    /// Whether the words of a shared block or an entry of the glossary were approved by themselves.
    pub fn is_shared_approved(&self, part: &SharedPart) -> bool {
        self.record.decisions(&TextKey::default()).any(|line| line.shared.contains(part))
    }

    /// The archive date that readers of a leaflet last had, if the present one is later although the words are the same
    /// and neither a review nor a decision explains it.
    pub fn extended_without_reason(&self, id: ManuscriptId) -> Option<Date> {
        let key = text_key(self.inputs.library, id);
        let fields = &self.inputs.library.manuscript(id).front_matter;
        let archive = fields.archive_date.as_ref()?.value.to_string();
        let last = self.record.last(&key).filter(|line| line.kind != LogLineKind::Archived)?;
        let version = self.record.last_version(&key)?;
        let is_later = *archive > *last.entry.archive_date;
        let is_decided = || {
            let mut decisions = self.record.decisions(&key);
            let explains = |kind| matches!(kind, LogLineKind::Extended | LogLineKind::Approved);
            decisions.any(|line| *line.entry.archive_date == *archive && explains(line.kind))
        };
        let reviewed = fields.last_reviewed.as_ref().map(|day| day.value.to_string());
        let is_reviewed = || reviewed.as_deref() > last.last_reviewed.as_deref();
        if !is_later || is_decided() || is_reviewed() || self.hashes.get(self.inputs, id) != version.wording {
            return None;
        }
        date::parse(&last.entry.archive_date).ok()
    }
}
