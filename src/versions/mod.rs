//! Versions of leaflets: their wording, what the record remembers of them, and their withdrawal.

mod change_class;
mod entries;
mod form_writer;
mod history;
mod past;
mod recording;
mod review;
mod verify;
mod version_label;
pub mod withdraw;
mod wording;
mod wording_hashes;
mod wording_inputs;

pub use change_class::quoted_changes;
pub use history::{ChangeCause, History};
pub use past::{PastVersion, WantedVersion, past_version, wording_as_text};
pub use recording::{RecordingPlan, plan_recording};
pub use review::ReviewedLeaflet;
pub use verify::{ObjectFault, verify_objects};
pub use version_label::VersionLabel;
pub use wording_hashes::WordingHashes;
pub use wording_inputs::WordingInputs;
