//! What every renderer is given.

use crate::artifact::Artifact;
use crate::failure::Failure;
use crate::site::Site;
use crate::theme::Theme;

/// All that a renderer needs.
pub struct Inputs<'a> {
    /// The plan.
    pub site: &'a Site<'a>,
    /// How pages look.
    pub theme: &'a Theme,
    /// Whether links name `index.html`, so that the site works from a folder without a web server.
    pub portable: bool,
    /// The web address of the site, with a `/` at its end.
    pub base_url: Option<&'a str>,
}

/// Takes the files of the new site, in any order, from any thread.
pub type Sink<'a> = &'a (dyn Fn(Artifact) -> Result<(), Failure> + Sync);
