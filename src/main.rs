//! The program `pamphlet`.

use std::process::ExitCode;

/// Rendering allocates many small strings on several threads, for which the system's allocator is slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    pamphlet::cli::run()
}
