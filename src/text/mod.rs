//! Functions on plain text: near names, phone numbers, invisible characters, units, and bytes read many at a time.

pub mod nearest;
pub mod phone;
pub mod swar;
pub mod units;
pub mod unseen;
