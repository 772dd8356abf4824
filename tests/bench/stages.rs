//! Builds a site in memory and prints the wall time of each stage, in milliseconds, as `stage<TAB>time`.
//!
//! ```sh
//! cargo bench --bench stages -- SITE [--runs 5] [--today 2026-11-23]
//! ```
//!
//! The search index is built once more on its own to be timed, because builds make it in parallel with the pages.
//!
//! Nothing is written: rendered files are counted and dropped. Each figure is the median of the runs. A stage is timed
//! from the end of the previous one, and every stage of the pipeline is printed without changing this file.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock and fails by panicking"
)]

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use pamphlet::pipeline::{self, Options, StageObserver};
use pamphlet::{date, disk};

// The same allocator as the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let (mut site, mut runs, mut today) = (None, 5, "2026-11-23".to_owned());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            // cargo passes this to every benchmark.
            "--bench" => {}
            "--runs" => runs = arguments.next().and_then(|number| number.parse().ok()).expect("--runs needs a number"),
            "--today" => today = arguments.next().expect("--today needs a day"),
            _ => site = Some(PathBuf::from(argument)),
        }
    }
    // `cargo bench` without arguments runs all benchmarks, but this one needs a site.
    let Some(site) = site else {
        println!("Name a site folder: cargo bench --bench stages -- SITE");
        return;
    };
    let today = date::parse(&today).expect("a day such as 2026-11-23");
    let mut stages: Vec<(&'static str, Vec<Duration>)> = Vec::new();
    let mut files = 0;
    for _ in 0..runs {
        let (times, made) = run(&site, today);
        files = made;
        for (stage, time) in times {
            match stages.iter_mut().find(|(known, _)| *known == stage) {
                Some((_, times)) => times.push(time),
                None => stages.push((stage, vec![time])),
            }
        }
    }
    for (stage, mut times) in stages {
        times.sort();
        println!("{stage}\t{:.1}", times[times.len() / 2].as_secs_f64() * 1000.0);
    }
    println!("files\t{files}");
}

/// One build: the time of each stage, and the number of files.
fn run(site: &std::path::Path, today: date::Date) -> (Vec<(&'static str, Duration)>, usize) {
    let times: Mutex<(Instant, Vec<(&'static str, Duration)>)> = Mutex::new((Instant::now(), Vec::new()));
    let note = |stage| {
        let now = Instant::now();
        let mut times = times.lock().unwrap();
        let since = now - times.0;
        times.1.push((stage, since));
        times.0 = now;
    };
    let sources = disk::read(site).expect("a site folder that can be read");
    let settings = pipeline::settings(&sources).expect("a 'site.yaml' that can be read");
    note("read");
    let made = AtomicUsize::new(0);
    let options = Options { reached: Some(StageObserver(&note)), ..Options::on(today) };
    let report = pipeline::build(&sources, &settings, &options, &|artifact| {
        std::hint::black_box(artifact);
        made.fetch_add(1, Ordering::Relaxed);
        Ok(())
    });
    let report = report.expect("a build").report;
    assert!(report.permit_release().is_some(), "the site has errors: see 'pamphlet check'");
    (times.into_inner().unwrap().1, made.into_inner())
}
