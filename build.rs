//! Compiles a hash of the sources into the program, so that formats cached by a different version are not used.
#![allow(clippy::disallowed_methods, reason = "this runs when the program is compiled, not in the program")]

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for part in ["src", "themes/default", "Cargo.lock", "Cargo.toml"] {
        println!("cargo::rerun-if-changed={part}");
        hash(Path::new(part), &mut hasher)?;
    }
    // The enabled features.
    for (name, value) in env::vars().filter(|(name, _)| name.starts_with("CARGO_FEATURE_")) {
        (name, value).hash(&mut hasher);
    }
    println!("cargo::rustc-env=PAMPHLET_BUILD={:016x}", hasher.finish());
    Ok(())
}

fn hash(place: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if !place.is_dir() {
        place.to_string_lossy().hash(hasher);
        fs::read(place)?.hash(hasher);
        return Ok(());
    }
    let mut below = fs::read_dir(place)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    below.sort();
    below.iter().try_for_each(|place| hash(place, hasher))
}
