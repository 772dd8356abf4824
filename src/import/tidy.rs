//! Normalises a line: collapses spaces, trims the ends, and joins runs with the same formatting.

use super::draft::DraftInline;
use super::report::ImportReport;

pub(super) fn tidy(line: &mut Vec<DraftInline>, account: &mut ImportReport) {
    let mut tidied: Vec<DraftInline> = Vec::with_capacity(line.len());
    let mut after_space = true;
    for inline in line.drain(..) {
        match inline {
            DraftInline::Run(mut run) => {
                if run.text.contains('\u{ad}') {
                    account.guess("Soft hyphens, which split words at the ends of lines, were left out.", "");
                }
                run.text = squeezed(&run.text, &mut after_space);
                match tidied.last_mut() {
                    _ if run.text.is_empty() => {}
                    // The formatting of a space does not show.
                    Some(DraftInline::Run(before))
                        if (before.strong, before.emphasis, &before.link) == (run.strong, run.emphasis, &run.link)
                            || run.text.trim().is_empty() && run.link == before.link =>
                    {
                        before.text.push_str(&run.text);
                    }
                    _ => tidied.push(DraftInline::Run(run)),
                }
            }
            DraftInline::Break => {
                after_space = true;
                tidied.push(DraftInline::Break);
            }
            other => {
                after_space = false;
                tidied.push(other);
            }
        }
    }
    let breaks = tidied.iter().take_while(|inline| matches!(inline, DraftInline::Break)).count();
    tidied.drain(..breaks);
    loop {
        match tidied.last_mut() {
            Some(DraftInline::Break) => {
                tidied.pop();
            }
            Some(DraftInline::Run(run)) if run.text.trim_end().is_empty() => {
                tidied.pop();
            }
            Some(DraftInline::Run(run)) => {
                run.text.truncate(run.text.trim_end().len());
                break;
            }
            _ => break,
        }
    }
    *line = tidied;
}

/// Collapses consecutive spaces. A non-breaking space or tab is kept if it is on its own.
fn squeezed(text: &str, after_space: &mut bool) -> String {
    let mut kept = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{fffc}' => {}
            ch if ch.is_whitespace() || ch.is_control() => {
                if *after_space {
                    continue;
                }
                *after_space = true;
                kept.push(if matches!(ch, '\u{a0}' | '\u{202f}' | '\t') { ch } else { ' ' });
            }
            ch => {
                *after_space = false;
                kept.push(ch);
            }
        }
    }
    kept
}

/// Superscript and subscript as Unicode characters, where they exist.
pub(super) fn risen(text: String, up: bool, account: &mut ImportReport) -> String {
    const FROM: &str = "0123456789+-=()n";
    const UP: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ";
    const DOWN: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ";
    let to = |ch: char| {
        let at = FROM.chars().position(|from| from == ch)?;
        if up { UP } else { DOWN }.chars().nth(at)
    };
    match text.chars().map(to).collect::<Option<String>>() {
        Some(risen) if !risen.is_empty() => risen,
        _ => {
            let is_harmless = matches!(text.trim(), "st" | "nd" | "rd" | "th" | "TM" | "®" | "™" | "");
            if !is_harmless {
                let sentence = "Superscript or subscript became ordinary text. Check that it still means the same:";
                account.guess(sentence, &text);
            }
            text
        }
    }
}
