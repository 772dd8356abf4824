//! Versions of leaflets: their wording, what the record remembers of them, and their withdrawal.

mod change_class;
mod entries;
mod form_writer;
mod history;
mod hold;
mod past;
mod permission;
mod recording;
mod shared_parts;
mod verify;
pub mod withdraw;
mod wording;
mod wording_hashes;
mod wording_inputs;

pub use change_class::quoted_changes;
pub use history::{ChangeCause, History};
pub use hold::{HeldLeaflet, HoldReason, LiveInstead, hold, with_approved_shared_words};
pub use past::{PastVersion, WantedVersion, past_version, wording_as_text};
pub use permission::Permission;
pub use recording::{RecordingPlan, plan_recording};
pub use verify::{ObjectFault, verify_objects};
pub use wording_hashes::WordingHashes;
pub use wording_inputs::WordingInputs;
