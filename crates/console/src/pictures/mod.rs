//! Pictures, drawn here as SVG: bars, the network, the way up the log's tree, a code to scan.
//!
//! In: numbers and words, from anybody. Out: templates that escape every word. All places are whole numbers, all
//! pictures have a bound, and each has a name for whoever does not see it; its page puts the same numbers into a
//! table. Colours are classes of the style sheet. Never asks the desk.

pub(crate) mod bars;
pub(crate) mod qr;
pub(crate) mod star;
pub(crate) mod tree;

use crate::words::Language;

/// How wide a picture is: what a telephone of 320 pixels shows without making letters small.
pub(crate) const WIDTH: u32 = 340;
/// The style sheet's sizes of letters in pictures.
const LETTERS: u32 = 15;
const SMALL_LETTERS: u32 = 13;

/// What a picture is drawn on: lines begin at the left or at the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    from_right: bool,
}

impl Sheet {
    pub(crate) fn of(language: Language) -> Self {
        Self { from_right: language.direction() == "rtl" }
    }

    /// Where something of a width stands, `from` the side where lines begin: its left edge.
    const fn x(self, from: u32, width: u32) -> u32 {
        if self.from_right { WIDTH.saturating_sub(from.saturating_add(width)) } else { from }
    }
}

/// A part of a length. Nothing is nothing; the least of something is still seen.
fn scaled(value: u64, most: u64, length: u32) -> u32 {
    const SEEN: u32 = 3;
    if value == 0 || most == 0 {
        return 0;
    }
    let part = u128::from(value) * u128::from(length) / u128::from(most);
    u32::try_from(part).unwrap_or(length).clamp(SEEN.min(length), length)
}

/// A text that fits into so many pixels: cut with `…` where it does not. Widths are guessed from the script, on the
/// wide side; the whole text stands in the table.
fn shortened(text: &str, pixels: u32, letters: u32) -> String {
    if width(text, letters) <= pixels {
        return text.to_owned();
    }
    let mut left = (pixels * 100 / letters.max(1)).saturating_sub(hundredths('…'));
    let mut short = String::new();
    for c in text.chars() {
        let Some(after) = left.checked_sub(hundredths(c)) else { break };
        left = after;
        short.push(c);
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// About how many pixels wide a text is.
fn width(text: &str, letters: u32) -> u32 {
    let all = text.chars().fold(0_u32, |sum, c| sum.saturating_add(hundredths(c)));
    all.saturating_mul(letters).div_ceil(100)
}

/// The width of a letter, in hundredths of the size of letters.
const fn hundredths(c: char) -> u32 {
    match c {
        // Marks that keep directions apart have none.
        '\u{200B}'..='\u{200F}' | '\u{2066}'..='\u{2069}' => 0,
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | ' ' | '.' | ',' | ':' | '-' => 36,
        'm' | 'w' | 'M' | 'W' | '…' => 92,
        '\0'..='\u{024F}' => 57,
        // Marks above and below letters.
        '\u{0300}'..='\u{036F}'
        | '\u{0E31}'
        | '\u{0E34}'..='\u{0E3A}'
        | '\u{0E47}'..='\u{0E4E}' => 0,
        '\u{2E80}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FF60}' => 100,
        '\u{1F000}'..='\u{1FAFF}' => 130,
        _ => 72,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a partner might call itself.
    pub(super) const HOSTILE: &str = "</text><script>alert('1')</script>\"&";

    /// Whether a picture is whole, bounded, and shows every letter as a letter.
    pub(super) fn sound(svg: &str, bytes_max: usize) {
        assert!(svg.len() <= bytes_max, "{} bytes", svg.len());
        assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"), "{svg}");
        assert!(svg.contains("role=\"img\"") && svg.contains("aria-label=\""), "{svg}");
        for never in ["NaN", "inf", "style=", "<script", "<style", "onload", "=\"-", "null"] {
            assert!(!svg.contains(never), "{never} in {svg}");
        }
        for tag in ["text", "g"] {
            let opened =
                svg.matches(&format!("<{tag} ")).count() + svg.matches(&format!("<{tag}>")).count();
            assert_eq!(opened, svg.matches(&format!("</{tag}>")).count(), "{tag}");
        }
        for name in ["x", "x1", "x2", "cx"] {
            for number in svg.split(&format!(" {name}=\"")).skip(1) {
                let number = number.split('"').next().unwrap().parse::<u32>().unwrap();
                assert!(number <= WIDTH, "{name}={number}");
            }
        }
    }

    #[test]
    fn nothing_is_drawn_beyond_the_sheet() {
        for from_right in [false, true] {
            let sheet = Sheet { from_right };
            for (from, width) in [(0, 0), (0, WIDTH), (10, 20), (WIDTH, 0), (u32::MAX, 7)] {
                assert!(!from_right || sheet.x(from, width) <= WIDTH);
            }
        }
        assert_eq!(Sheet { from_right: true }.x(0, 100), WIDTH - 100);
        assert_eq!(Sheet { from_right: false }.x(0, 100), 0);
    }

    #[test]
    fn a_length_is_in_proportion_and_never_longer_than_its_room() {
        assert_eq!(scaled(0, 10, 300), 0);
        assert_eq!(scaled(5, 0, 300), 0);
        assert_eq!(scaled(5, 10, 300), 150);
        assert_eq!(scaled(1, 1_000_000, 300), 3);
        assert_eq!(scaled(11, 10, 300), 300);
        assert_eq!(scaled(u64::MAX, 1, 300), 300);
    }

    #[test]
    fn a_long_text_is_cut_where_its_room_ends() {
        assert_eq!(shortened("Clinic", 150, LETTERS), "Clinic");
        let short = shortened("Caritas Phnom Penh, Centre for Women and Children", 125, LETTERS);
        assert!(short.starts_with("Caritas Phnom") && short.ends_with('…'), "{short}");
        assert!(shortened("មណ្ឌលសុខភាពសម្រាប់ស្ត្រីនិងកុមារ", 100, LETTERS).ends_with('…'));
        assert_eq!(shortened("anything", 0, LETTERS), "…");
        assert_eq!(shortened("", 0, LETTERS), "");
    }
}
