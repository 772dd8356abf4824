//! `pamphlet schema`

use std::io::Write;

use super::outcome::{Outcome, cannot_print};
use crate::failure::Failure;
use crate::schema;

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
        SchemaName::Leaflet => schema::leaflet(),
        SchemaName::Site => schema::site(),
    };
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n";
    std::io::stdout().lock().write_all(text.as_bytes()).map_err(|error| cannot_print(&error))?;
    Ok(Outcome::Clean)
}
