//! The inputs of a plan.

use crate::library::ManuscriptId;
use crate::publication_log::PublicationLog;
use crate::settings::Settings;

/// What a plan depends on, apart from the library.
#[derive(Clone)]
pub struct PlanInputs<'a> {
    pub settings: &'a Settings,
    /// What was published before: pages that no longer exist redirect.
    pub record: &'a PublicationLog,
    /// The leaflets that name an approval of other words than their present ones.
    pub unapproved: Vec<ManuscriptId>,
    /// The web address of the site, if known.
    pub base_url: Option<&'a str>,
}
