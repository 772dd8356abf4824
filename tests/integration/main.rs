//! The integration tests, with one module for each subject. They are one program, so that it is compiled and linked
//! once.
//!
//! `cargo test --test integration archiving` runs one module.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests touch the disk, fail by panicking, and print what they counted"
)]

mod support;

mod accessibility_statement;
mod addresses;
mod any_text;
mod approval;
mod archive;
mod archiving;
mod archiving_any;
mod attachments;
mod audit;
mod browse;
mod cards;
mod commands;
mod crawl;
mod dates;
mod determinism;
mod diff;
mod empty_text;
mod every_format;
mod exceptions;
mod faults;
mod fix;
mod formats;
mod formats_made;
mod fuzz;
mod glossary;
mod hostile;
mod hostile_imports;
mod hosting;
mod images;
mod import;
mod last_good;
mod layers;
mod licences;
mod machines;
mod made_links;
mod manual;
mod minify;
mod names;
mod odd_files;
mod plain_language;
mod preview_again;
mod printed;
mod readme;
mod references;
mod register;
mod required_fields;
mod review;
mod right_to_left;
mod rule_examples;
mod safety;
mod schema;
mod scripts;
mod search;
mod seed;
mod serve;
mod start;
mod swap;
mod theme;
mod theme_documentation;
mod theme_leaves_out;
mod translations;
mod versions;
mod withdraw;
