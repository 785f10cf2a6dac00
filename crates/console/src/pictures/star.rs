//! The network now: we in the middle, partners on both sides, a line to each.
//!
//! In: partners with a few words of how each is reached. Out: an SVG. A whole line is a connection; a broken one is
//! none. The words say it too.

use askama::Template;

use super::{LETTERS, SMALL_LETTERS, Sheet, WIDTH, shortened};

/// Partners in the picture: more would leave no room for their names. The others stand in the table.
pub(crate) const STAR_MAX: usize = 12;

const ROW: u32 = 62;
/// The knots of partners stand so far from the side, their words between.
const KNOT: u32 = 136;
const WORDS_WIDE: u32 = KNOT - 16;

/// A partner.
#[derive(Clone, Debug)]
pub(crate) struct Point {
    pub(crate) name: String,
    /// How it is reached.
    pub(crate) words: String,
    /// Connected now.
    pub(crate) connected: bool,
}

/// The picture.
#[derive(Template)]
#[template(path = "picture_star.html")]
pub(crate) struct Star {
    label: String,
    us: String,
    middle: u32,
    middle_y: u32,
    us_y: u32,
    height: u32,
    points: Vec<Drawn>,
}

struct Drawn {
    name: String,
    words: String,
    connected: bool,
    x: u32,
    y: u32,
    words_x: u32,
    name_y: u32,
    words_y: u32,
    /// The words stand where lines end.
    far: bool,
}

impl Star {
    /// Draws the first [`STAR_MAX`].
    pub(crate) fn draw(sheet: Sheet, label: &str, us: &str, points: &[Point]) -> Self {
        let points = points.get(..STAR_MAX).unwrap_or(points);
        let rows = u32::try_from(points.len().div_ceil(2)).unwrap_or(0).max(2);
        let height = rows * ROW;
        Self {
            label: label.to_owned(),
            us: shortened(us, 80, LETTERS),
            middle: WIDTH / 2,
            middle_y: height / 2,
            us_y: height / 2 + 36,
            height,
            points: points
                .iter()
                .zip(0..)
                .map(|(point, place)| drawn(sheet, point, place))
                .collect(),
        }
    }
}

/// One on this side, the next on the other.
fn drawn(sheet: Sheet, point: &Point, place: u32) -> Drawn {
    let far = place % 2 == 1;
    let y = (place / 2) * ROW + ROW / 2;
    Drawn {
        name: shortened(&point.name, WORDS_WIDE, LETTERS),
        words: shortened(&point.words, WORDS_WIDE, SMALL_LETTERS),
        connected: point.connected,
        x: sheet.x(if far { WIDTH - KNOT } else { KNOT }, 0),
        y,
        words_x: sheet.x(if far { WIDTH } else { 0 }, 0),
        name_y: y - 3,
        words_y: y + 15,
        far,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{HOSTILE, sound};
    use super::*;

    const SHEETS: [Sheet; 2] = [Sheet { from_right: false }, Sheet { from_right: true }];

    fn point(name: &str, connected: bool) -> Point {
        let words = if connected { "connected" } else { "heard 3 days ago" };
        Point { name: name.to_owned(), words: words.to_owned(), connected }
    }

    #[test]
    fn a_partner_that_is_not_reached_has_a_broken_line_and_words() {
        let points = [point("Clinic", true), point("Embassy", false)];
        let svg = Star::draw(SHEETS[0], "Network", "You", &points).render().unwrap();
        sound(&svg, 2_000);
        assert_eq!(svg.matches("class=\"wire\"").count(), 1);
        assert_eq!(svg.matches("class=\"wire bad\"").count(), 1);
        assert!(svg.contains("heard 3 days ago") && svg.contains(">connected<"));
    }

    #[test]
    fn the_first_partner_stands_where_lines_begin() {
        let points = [point("Clinic", true), point("Embassy", false)];
        let at = |sheet| Star::draw(sheet, "x", "You", &points).points[0].x;
        assert_eq!(at(SHEETS[0]), KNOT);
        assert_eq!(at(SHEETS[1]), WIDTH - KNOT);
    }

    #[test]
    fn two_hundred_partners_are_twelve_and_nobody_is_a_picture_too() {
        let many: Vec<Point> =
            (0..200).map(|n| point(&format!("Partner {n} of a long name"), n % 3 == 0)).collect();
        for sheet in SHEETS {
            let picture = Star::draw(sheet, "x", "You", &many);
            assert_eq!(picture.points.len(), STAR_MAX);
            assert!(picture.points.iter().all(|point| point.words_y <= picture.height));
            sound(&picture.render().unwrap(), 8_000);
            sound(&Star::draw(sheet, "x", "You", &[]).render().unwrap(), 1_000);
        }
    }

    #[test]
    fn names_are_letters_and_no_more_than_letters() {
        let point = Point { words: HOSTILE.to_owned(), ..point(HOSTILE, true) };
        let svg = Star::draw(SHEETS[0], HOSTILE, HOSTILE, &[point]).render().unwrap();
        sound(&svg, 3_000);
    }
}
