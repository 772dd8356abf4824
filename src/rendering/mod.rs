//! What rendering may use of the machine, and what it returns: files of the site, and problems that authors must fix.

mod artifact;
mod host;
mod render_problem;
pub mod security;

pub use artifact::{Artifact, Body};
pub use host::{CacheKey, CachedFile, Host};
pub use render_problem::{
    Essential, FormatExcess, FormatFault, FormatLimit, FormatProblem, MissingCapability, MissingEssential,
    RenderProblem,
};
