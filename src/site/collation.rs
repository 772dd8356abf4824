//! The order of names in a language.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale::Locale;
use rayon::prelude::*;

/// The order of a language: accents, capitals and numbers as its readers expect them.
pub(super) struct Collation(Option<CollatorBorrowed<'static>>);

impl Collation {
    pub fn new(tag: &str) -> Self {
        let mut preferences = Locale::try_from_str(tag).map(CollatorPreferences::from).unwrap_or_default();
        preferences.numeric_ordering = Some(icu_collator::preferences::CollationNumericOrdering::True);
        Self(Collator::try_new(preferences, CollatorOptions::default()).ok())
    }

    fn compare(&self, a: &str, b: &str) -> Ordering {
        self.0.as_ref().map_or(Ordering::Equal, |order| order.compare(a, b)).then_with(|| a.cmp(b))
    }

    /// Sorts by name; what has the same name stays in its order.
    pub fn sorted<N: AsRef<str> + Send, T: Send>(&self, mut items: Vec<(N, T)>) -> Vec<(N, T)> {
        items.par_sort_by(|(a, _), (b, _)| self.compare(a.as_ref(), b.as_ref()));
        items
    }
}
