//! Bars: a line of words, and beneath it a bar that grows from where lines begin.
//!
//! In: names, counts, words for the counts; lines across, such as 24 hours. Out: an SVG. The words of a bar stand
//! above it, so that a long name of any script has room on a narrow screen.

use askama::Template;

use super::{LETTERS, SMALL_LETTERS, Sheet, WIDTH, scaled, shortened, width};

/// Bars in one picture: two screens. More are said in words by the page, and stand in its table.
pub(crate) const BARS_MAX: usize = 40;

const ROW: u32 = 46;
const WORDS_DOWN: u32 = 17;
const BAR_DOWN: u32 = 24;
const BAR_HIGH: u32 = 14;
/// Room for the words of the lines across.
const LINES_HIGH: u32 = 22;
/// Most of a line of words that the count may take.
const COUNT_WIDE: u32 = WIDTH * 6 / 10;

/// A bar.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bar {
    /// Of what.
    pub(crate) name: String,
    /// One part after the other, from where lines begin.
    pub(crate) parts: Vec<Part>,
    /// How much, in words.
    pub(crate) shown: String,
}

/// A part of a bar.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) count: u64,
    /// In the second colour.
    pub(crate) other: bool,
}

/// A line across all bars.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Where, in the bars' counts.
    pub(crate) at: u64,
    pub(crate) words: String,
}

/// The picture.
#[derive(Template)]
#[template(path = "picture_bars.html")]
pub(crate) struct Bars {
    label: String,
    height: u32,
    rows: Vec<Row>,
    lines: Vec<Across>,
}

struct Row {
    name: String,
    shown: String,
    words_at: u32,
    bar_at: u32,
    high: u32,
    begin: u32,
    end: u32,
    rects: Vec<Rect>,
}

struct Rect {
    x: u32,
    width: u32,
    other: bool,
}

struct Across {
    words: String,
    words_x: u32,
    /// The words end at the line, where beginning there leaves no room.
    before: bool,
    path: String,
}

impl Bars {
    /// Draws the first [`BARS_MAX`]. `most` is what the whole width means: the longest bar if it is none.
    pub(crate) fn draw(
        sheet: Sheet,
        label: &str,
        bars: &[Bar],
        most: Option<u64>,
        lines: &[Line],
    ) -> Self {
        let bars = bars.get(..BARS_MAX).unwrap_or(bars);
        let longest = bars.iter().map(length).max().unwrap_or(0);
        let most = most.unwrap_or(longest).max(1);
        let top = if lines.is_empty() { 0 } else { LINES_HIGH };
        let count = u32::try_from(bars.len()).unwrap_or(0);
        let tops = (0..count).map(|row| top + row * ROW);
        Self {
            label: label.to_owned(),
            height: top + count * ROW,
            rows: bars
                .iter()
                .zip(tops.clone())
                .map(|(bar, top)| row(sheet, bar, top, most))
                .collect(),
            lines: lines.iter().map(|line| across(sheet, line, most, tops.clone())).collect(),
        }
    }
}

fn length(bar: &Bar) -> u64 {
    bar.parts.iter().fold(0, |sum, part| sum.saturating_add(part.count))
}

fn row(sheet: Sheet, bar: &Bar, top: u32, most: u64) -> Row {
    let shown = shortened(&bar.shown, COUNT_WIDE, LETTERS);
    let taken = width(&shown, LETTERS).min(COUNT_WIDE) + 12;
    let mut from = 0;
    let rect = |part: &Part| {
        let width = scaled(part.count, most, WIDTH).min(WIDTH - from);
        let rect = Rect { x: sheet.x(from, width), width, other: part.other };
        from += width;
        rect
    };
    Row {
        name: shortened(&bar.name, WIDTH.saturating_sub(taken), LETTERS),
        shown,
        words_at: top + WORDS_DOWN,
        bar_at: top + BAR_DOWN,
        high: BAR_HIGH,
        begin: sheet.x(0, 0),
        end: sheet.x(WIDTH, 0),
        rects: bar.parts.iter().map(rect).filter(|rect| rect.width > 0).collect(),
    }
}

/// A line crosses the bars only: the words between them stay readable.
fn across(sheet: Sheet, line: &Line, most: u64, tops: impl Iterator<Item = u32>) -> Across {
    const OVER: u32 = 3;
    const BESIDE: u32 = 4;
    let from = scaled(line.at, most, WIDTH);
    let before = from > WIDTH / 2;
    let words_from = if before { from.saturating_sub(BESIDE) } else { from + BESIDE };
    let x = sheet.x(from, 0);
    let piece = |top: u32| format!("M{x} {}v{}", top + BAR_DOWN - OVER, BAR_HIGH + 2 * OVER);
    Across {
        words: shortened(
            &line.words,
            if before { words_from } else { WIDTH - words_from },
            SMALL_LETTERS,
        ),
        words_x: sheet.x(words_from, 0),
        before,
        path: tops.map(piece).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{HOSTILE, sound};
    use super::*;

    const SHEETS: [Sheet; 2] = [Sheet { from_right: false }, Sheet { from_right: true }];

    fn bar(name: &str, count: u64) -> Bar {
        let parts = vec![Part { count, other: false }];
        Bar { name: name.to_owned(), parts, shown: count.to_string() }
    }

    fn hours(at: u64) -> Line {
        Line { at: at * 3600, words: format!("{at} hours") }
    }

    #[test]
    fn a_bar_grows_from_where_lines_begin() {
        let bars = [bar("Sent", 42), bar("Opened", 21), bar("Declined", 0)];
        let ltr = Bars::draw(SHEETS[0], "States", &bars, None, &[]);
        let rtl = Bars::draw(SHEETS[1], "States", &bars, None, &[]);
        let of = |bars: &Bars, row: usize| {
            bars.rows[row].rects.iter().map(|r| (r.x, r.width)).collect::<Vec<_>>()
        };
        assert_eq!(of(&ltr, 0), [(0, WIDTH)]);
        assert_eq!(of(&ltr, 1), [(0, WIDTH / 2)]);
        assert_eq!(of(&rtl, 1), [(WIDTH / 2, WIDTH / 2)]);
        assert!(of(&ltr, 2).is_empty(), "nothing is no bar");
        for picture in [ltr, rtl] {
            sound(&picture.render().unwrap(), 4_000);
        }
    }

    #[test]
    fn the_parts_of_a_bar_stand_beside_each_other_and_never_leave_the_picture() {
        let parts =
            vec![Part { count: u64::MAX, other: false }, Part { count: u64::MAX, other: true }];
        let bars = [Bar { name: "All".to_owned(), parts, shown: String::new() }];
        for sheet in SHEETS {
            for most in [None, Some(1), Some(u64::MAX)] {
                let picture = Bars::draw(sheet, "x", &bars, most, &[]);
                let wide: u32 = picture.rows[0].rects.iter().map(|rect| rect.width).sum();
                assert!(wide <= WIDTH);
                sound(&picture.render().unwrap(), 2_000);
            }
        }
    }

    #[test]
    fn a_line_stands_in_proportion_with_words_that_stay_inside() {
        let bars = [bar("Clinic", 36 * 3600)];
        let picture = Bars::draw(SHEETS[0], "x", &bars, Some(96 * 3600), &[hours(24), hours(72)]);
        assert!(picture.lines[0].path.starts_with(&format!("M{} ", WIDTH / 4)));
        assert!(picture.lines[1].path.starts_with(&format!("M{} ", WIDTH * 3 / 4)));
        assert!(!picture.lines[0].before && picture.lines[1].before);
        let mirrored = Bars::draw(SHEETS[1], "x", &bars, Some(96 * 3600), &[hours(24)]);
        assert!(mirrored.lines[0].path.starts_with(&format!("M{} ", WIDTH - WIDTH / 4)));
        sound(&mirrored.render().unwrap(), 2_000);
    }

    #[test]
    fn names_are_letters_and_no_more_than_letters() {
        let mut hostile = bar(HOSTILE, 3);
        hostile.shown = HOSTILE.to_owned();
        let svg = Bars::draw(SHEETS[0], HOSTILE, &[hostile], None, &[]).render().unwrap();
        sound(&svg, 3_000);
        assert!(svg.contains("&#60;/text&#62;"), "{svg}");
    }

    #[test]
    fn two_hundred_bars_are_forty_and_none_is_a_picture_too() {
        let many: Vec<Bar> =
            (0..200).map(|n| bar("A name that is long enough to be cut somewhere", n)).collect();
        let picture = Bars::draw(SHEETS[0], "x", &many, None, &[hours(24), hours(72)]);
        assert_eq!(picture.rows.len(), BARS_MAX);
        sound(&picture.render().unwrap(), 24_000);
        sound(&Bars::draw(SHEETS[0], "x", &[], None, &[]).render().unwrap(), 400);
    }
}
