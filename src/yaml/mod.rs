//! YAML: parsing with positions, quoting of values, and common slips of people who do not know it.

mod quote;
mod read;
mod slip;

pub use quote::{in_quotes, in_yaml};
pub use read::{YamlFault, YamlFaultKind, YamlNode, YamlValue, parse};
pub use slip::{KnownNames, SlipKind, YamlSlip, slips};
