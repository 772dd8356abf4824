//! Versions of leaflets: their wording, what the record remembers of them, and their withdrawal.

mod change_class;
mod decisions;
mod entries;
mod form_writer;
mod history;
mod hold;
mod past;
mod permission;
mod proposal;
mod recording;
mod review;
mod shared_parts;
mod verify;
mod version_label;
pub mod withdraw;
mod wording;
mod wording_hashes;
mod wording_inputs;

pub use change_class::quoted_changes;
pub use decisions::record_decisions;
pub use history::{ChangeCause, History};
pub use hold::{HeldLeaflet, HoldReason, LiveInstead, hold, with_approved_shared_words};
pub use past::{PastVersion, WantedVersion, past_version, usual_check_code, wording_as_text};
pub use permission::Permission;
pub use proposal::Proposal;
pub use recording::{RecordingPlan, plan_recording};
pub use review::ReviewedLeaflet;
pub use shared_parts::{shared_block, shared_word};
pub use verify::{ObjectFault, verify_objects};
pub use version_label::VersionLabel;
pub use wording_hashes::WordingHashes;
pub use wording_inputs::WordingInputs;
