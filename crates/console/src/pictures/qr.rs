//! A code to scan (ISO/IEC 18004): black on white in every colour scheme, with its quiet zone.
//!
//! In: a text. Out: an SVG, or none if the text is too long for any code.

use askama::Template;
use qrcode::{Color, EcLevel, QrCode};

/// White modules around the code (ISO/IEC 18004, 5.3.8: four).
const QUIET: usize = 4;

/// The picture.
#[derive(Template)]
#[template(path = "picture_qr.html")]
pub(crate) struct Qr {
    label: String,
    /// Modules on a side, with the quiet zone.
    size: usize,
    dark: String,
}

impl Qr {
    /// Medium correction where it fits: a code on a screen has no dirt on it, but a crack.
    pub(crate) fn draw(label: &str, text: &str) -> Option<Self> {
        let levels = [EcLevel::M, EcLevel::L];
        let code = levels
            .iter()
            .find_map(|level| QrCode::with_error_correction_level(text.as_bytes(), *level).ok())?;
        let size = code.width();
        let dark = dark(&code.to_colors(), size);
        Some(Self { label: label.to_owned(), size: size + 2 * QUIET, dark })
    }
}

/// Dark modules beside each other are one piece.
fn dark(colors: &[Color], size: usize) -> String {
    let mut path = String::new();
    for (line, y) in colors.chunks(size.max(1)).zip(QUIET..) {
        let mut x = 0;
        for piece in line.chunk_by(|one, next| one == next) {
            if piece.first() == Some(&Color::Dark) {
                path.push_str(&format!("M{} {y}h{}v1h-{}z", x + QUIET, piece.len(), piece.len()));
            }
            x += piece.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::super::tests::{HOSTILE, sound};
    use super::*;

    /// The modules that a path paints.
    fn painted(path: &str, size: usize) -> Vec<Color> {
        let mut colors = vec![Color::Light; size * size];
        for piece in path.split('M').skip(1) {
            let (x, rest) = piece.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (long, _) = rest.split_once('v').unwrap();
            let [x, y, long] = [x, y, long].map(|number| number.parse::<usize>().unwrap());
            colors[y * size + x..y * size + x + long].fill(Color::Dark);
        }
        colors
    }

    #[test]
    fn every_module_is_where_the_code_has_it_and_the_quiet_zone_is_white() {
        let text = "waypost://join#wpinvite1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9ccrydpk8qarc0jqgfzyvjz2f389q5j52ev95hz7vp3xgengdfkxuurjw3m8s7nu";
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let drawn = Qr::draw("Code", text).unwrap();
        let inner = code.width();
        assert_eq!(drawn.size, inner + 8);
        let colors = painted(&drawn.dark, drawn.size);
        for (place, color) in colors.iter().enumerate() {
            let (x, y) = (place % drawn.size, place / drawn.size);
            let inside = (QUIET..QUIET + inner).contains(&x) && (QUIET..QUIET + inner).contains(&y);
            let expected = if inside { code[(x - QUIET, y - QUIET)] } else { Color::Light };
            assert_eq!(*color, expected, "{x},{y}");
        }
    }

    #[test]
    fn the_longest_code_is_bounded_and_a_longer_text_has_none() {
        let svg = Qr::draw(HOSTILE, &"a".repeat(2_900)).unwrap().render().unwrap();
        sound(&svg, 300_000);
        assert!(Qr::draw("x", &"a".repeat(3_000)).is_none());
    }
}
