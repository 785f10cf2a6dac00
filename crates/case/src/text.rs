//! Free text a person typed: names in any script, notes, handles.
//!
//! In: text as typed or received. Out: the same text in one written form (NFC, UAX 15), or a
//! [`TextProblem`]. Outer white space goes; nothing inside is changed, split or transliterated.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Longest name, as the person gives it: the longest legal names are under 200 characters.
pub const NAME_CHARS_MAX: usize = 200;
/// Longest short text: a desk, a code word, a handle.
pub const LINE_CHARS_MAX: usize = 300;
/// Longest note: half a page in any script, within the wire's bound at four bytes a character.
pub const NOTE_CHARS_MAX: usize = 2_000;
/// Longest account: four pages in a four-byte script still fit the wire's 16 KiB.
pub const ACCOUNT_CHARS_MAX: usize = 4_000;

/// What is wrong with a text. Says nothing of what the text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextProblem {
    /// More characters than allowed.
    TooLong {
        /// Characters found.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
    /// A character that no keyboard writes into a text: it could hide or damage what follows.
    Control,
    /// A character that turns the direction of the text around it: it makes a line read as another.
    DirectionOverride,
    /// A line break in a text of one line.
    LineBreak,
}

/// Whether a text may have several lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// One line.
    One,
    /// Several lines.
    Many,
}

/// One written form of a text: outer white space gone, NFC, safe to show. Empty gives `None`.
pub fn clean(typed: &str, lines: Lines, chars_max: usize) -> Result<Option<String>, TextProblem> {
    // Normalising never makes a text shorter than a third of it; refuse the absurd before any work.
    if typed.len() > chars_max.saturating_mul(16) {
        return Err(TextProblem::TooLong { found: typed.chars().count(), expected_max: chars_max });
    }
    let text: String = typed.replace("\r\n", "\n").trim().nfc().collect();
    check(&text, lines, chars_max)?;
    Ok((!text.is_empty()).then_some(text))
}

/// Whether a received text is already as [`clean`] would have written it.
pub(crate) fn is_clean(text: &str, lines: Lines, chars_max: usize) -> bool {
    check(text, lines, chars_max).is_ok() && !text.is_empty() && text.trim() == text && is_nfc(text)
}

fn check(text: &str, lines: Lines, chars_max: usize) -> Result<(), TextProblem> {
    let found = text.chars().count();
    if found > chars_max {
        return Err(TextProblem::TooLong { found, expected_max: chars_max });
    }
    text.chars().try_for_each(|c| match c {
        '\n' if lines == Lines::Many => Ok(()),
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Err(TextProblem::LineBreak),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Err(TextProblem::DirectionOverride),
        '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' => Err(TextProblem::Control),
        c if c.is_control() => Err(TextProblem::Control),
        _ => Ok(()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_script_keep_every_character() {
        for name in ["ሰላም ታደሰ", "سلام الغريب", "陳小明", "សុខ ដារា", "မောင်မောင်", "José O’Neil-Đặng"]
        {
            let typed = format!("  {name}\u{3000}");
            assert_eq!(clean(&typed, Lines::One, NAME_CHARS_MAX), Ok(Some(name.nfc().collect())));
        }
    }

    #[test]
    fn two_ways_to_type_a_letter_are_one_text() {
        assert_eq!(clean("e\u{301}", Lines::One, 9), clean("\u{e9}", Lines::One, 9));
    }

    #[test]
    fn direction_overrides_and_controls_are_refused() {
        let one = |text| clean(text, Lines::One, 99);
        assert_eq!(one("a\u{202E}b"), Err(TextProblem::DirectionOverride));
        assert_eq!(one("a\u{2067}b"), Err(TextProblem::DirectionOverride));
        assert_eq!(one("a\u{7}b"), Err(TextProblem::Control));
        assert_eq!(one("a\nb"), Err(TextProblem::LineBreak));
        assert_eq!(clean("a\nb", Lines::Many, 9), Ok(Some("a\nb".into())));
        // Burmese and Khmer need joiners between words.
        assert_eq!(one("က\u{200B}ခ"), Ok(Some("က\u{200B}ခ".into())));
    }

    #[test]
    fn a_text_over_its_bound_is_refused_with_both_lengths() {
        let problem = clean("abcd", Lines::One, 3);
        assert_eq!(problem, Err(TextProblem::TooLong { found: 4, expected_max: 3 }));
    }
}
