//! Sorts names by the rules of a language.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale::Locale;
use rayon::prelude::*;

/// The sort order of a language, for accents, case and numbers.
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

    /// Sorts by name. The sort is stable.
    pub fn sorted<N: AsRef<str> + Send, T: Send>(&self, mut items: Vec<(N, T)>) -> Vec<(N, T)> {
        items.par_sort_by(|(a, _), (b, _)| self.compare(a.as_ref(), b.as_ref()));
        items
    }
}
