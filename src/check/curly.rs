//! Curly quotation marks around a value, as word processors make them. YAML reads them as part of the value.

/// Curly quotation marks, opening or closing, double or single.
const CURLY: [char; 6] = ['“', '”', '„', '‘', '’', '‚'];

/// Whether a value starts with a curly quotation mark.
pub fn starts_curly(value: &str) -> bool {
    value.starts_with(CURLY)
}

/// A value without the curly quotation marks around it.
pub fn without_curly(value: &str) -> &str {
    value.trim_matches(CURLY).trim()
}
