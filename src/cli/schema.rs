//! `pamphlet schema`

use std::io::Write;

use super::editor_schema;
use super::outcome::{Outcome, cannot_print};
use crate::diagnostic::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What the schema describes
    #[arg(value_name = "WHAT", default_value = "leaflet")]
    what: SchemaName,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum SchemaName {
    /// The fields between the two '---' lines at the top of a leaflet
    Leaflet,
    /// The settings in 'content/site.yaml'
    Site,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let schema = match arguments.what {
        SchemaName::Leaflet => editor_schema::leaflet(),
        SchemaName::Site => editor_schema::site(),
    };
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n";
    std::io::stdout().lock().write_all(text.as_bytes()).map_err(|error| cannot_print(&error))?;
    Ok(Outcome::Clean)
}
