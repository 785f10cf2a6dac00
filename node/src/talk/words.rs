//! Codes in plain words, and texts made safe to show.

/// The tick of a letter, always with words.
pub(crate) fn tick(code: &str) -> &str {
    match code {
        "waiting" => "waiting here",
        "left" => "left",
        "received" => "received (signed)",
        "opened" => "opened",
        "refused" => "refused by the partner's node",
        "lost" => "lost: nobody signed for it in a month",
        other => other,
    }
}

/// A code as words: `missing_in_transit` -> `missing in transit`.
pub(super) fn plain(code: &str) -> String {
    code.replace('_', " ")
}

pub(super) fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

/// Codes as words in one line; `none` if there are none.
pub(super) fn listed(codes: &[String]) -> String {
    if codes.is_empty() {
        return "none".to_owned();
    }
    codes.iter().map(|code| plain(code)).collect::<Vec<_>>().join(", ")
}

/// A text that cannot steer the terminal: control characters (C0, C1, DEL) and marks that
/// override the direction of writing become U+FFFD. Line breaks stay.
pub(crate) fn clean(text: &str) -> String {
    let steers = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_survivors_pass_unchanged() {
        for text in ["อาหาร", "မြန်မာ", "العربية", "አማርኛ", "ភាសាខ្មែរ", "中文"]
        {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn a_tick_unknown_to_this_program_is_shown_as_it_is() {
        assert_eq!(tick("received"), "received (signed)");
        assert_eq!(tick("carried_by_stick"), "carried_by_stick");
    }
}
