//! The log's tree: the way of one letter from its leaf up to the root.
//!
//! In: where the leaf stands, and the hashes beside its way (RFC 9162, 2.1.3). Out: at each step on which side the
//! other hash stands, and an SVG of it. Proves nothing: the desk did.

use askama::Template;

use super::WIDTH;

/// Steps in the picture: a log of 2^48 entries. SPEC knows no larger one.
const STEPS_MAX: usize = 48;

const ROW: u32 = 58;
const BESIDE: u32 = 105;
/// Hashes are known again by their ends.
const HASH_BEGIN: usize = 6;
const HASH_END: usize = 4;

/// One step up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// The hash beside the way, hex.
    pub(crate) hash: String,
    /// It stands to the left: of earlier entries.
    pub(crate) left: bool,
}

/// The steps from the leaf up (RFC 9162, 2.1.3.2). None if that many do not lead from this leaf to a root.
pub(crate) fn steps(index: u64, size: u64, path: &[String]) -> Option<Vec<Step>> {
    let mut last = size.checked_sub(1)?;
    let mut at = index;
    if at > last || path.len() > STEPS_MAX {
        return None;
    }
    let mut steps = Vec::with_capacity(path.len());
    for hash in path {
        if last == 0 {
            return None;
        }
        let left = at % 2 == 1 || at == last;
        while left && at.is_multiple_of(2) && at > 0 {
            at /= 2;
            last /= 2;
        }
        at /= 2;
        last /= 2;
        steps.push(Step { hash: hash.clone(), left });
    }
    (last == 0).then_some(steps)
}

/// A hash by its two ends.
pub(crate) fn ends(hash: &str) -> String {
    let (begin, end) = (hash.get(..HASH_BEGIN), hash.len().checked_sub(HASH_END));
    match (begin, end.and_then(|end| hash.get(end..))) {
        (Some(begin), Some(end)) if hash.len() > HASH_BEGIN + HASH_END => format!("{begin}…{end}"),
        _ => hash.to_owned(),
    }
}

/// The words of the picture.
pub(crate) struct Words {
    /// Of the whole.
    pub(crate) label: String,
    /// At the foot.
    pub(crate) letter: String,
    /// On top.
    pub(crate) root: String,
}

/// The picture. Left is left in every language: it is where earlier entries stand.
#[derive(Template)]
#[template(path = "picture_tree.html")]
pub(crate) struct Tree {
    words: Words,
    middle: u32,
    height: u32,
    leaf: String,
    root: String,
    leaf_y: u32,
    root_y: u32,
    levels: Vec<Level>,
}

struct Level {
    hash: String,
    x: u32,
    y: u32,
    hash_y: u32,
    above: u32,
}

impl Tree {
    pub(crate) fn draw(words: Words, leaf: &str, root: &str, steps: &[Step]) -> Self {
        const TOP: u32 = 46;
        let steps = steps.get(..STEPS_MAX).unwrap_or(steps);
        let count = u32::try_from(steps.len()).unwrap_or(0);
        let leaf_y = TOP + count * ROW;
        let level = |(step, place): (&Step, u32)| {
            let y = leaf_y - place * ROW;
            let x = if step.left { WIDTH / 2 - BESIDE } else { WIDTH / 2 + BESIDE };
            Level { hash: ends(&step.hash), x, y, hash_y: y + 24, above: y - ROW }
        };
        Self {
            words,
            middle: WIDTH / 2,
            height: leaf_y + 48,
            leaf: ends(leaf),
            root: ends(root),
            leaf_y,
            root_y: TOP,
            levels: steps.iter().zip(0..).map(level).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{HOSTILE, sound};
    use super::*;

    fn path(length: usize) -> Vec<String> {
        (0..length).map(|n| format!("{n:064x}")).collect()
    }

    fn words(text: &str) -> Words {
        Words { label: text.to_owned(), letter: text.to_owned(), root: text.to_owned() }
    }

    /// RFC 9162, 2.1.5: the tree of seven entries.
    #[test]
    fn the_sides_are_those_of_the_standards_example() {
        let sides = |index, length| {
            let steps = steps(index, 7, &path(length))?;
            Some(steps.iter().map(|step| if step.left { 'l' } else { 'r' }).collect::<String>())
        };
        assert_eq!(sides(0, 3).as_deref(), Some("rrr"));
        assert_eq!(sides(3, 3).as_deref(), Some("llr"));
        assert_eq!(sides(4, 3).as_deref(), Some("rrl"));
        assert_eq!(sides(6, 2).as_deref(), Some("ll"));
        for (index, length) in [(0, 2), (0, 4), (6, 3), (7, 3), (u64::MAX, 3)] {
            assert_eq!(sides(index, length), None, "{index} with {length}");
        }
    }

    #[test]
    fn a_log_of_one_letter_has_no_step_and_an_empty_one_no_letter() {
        assert_eq!(steps(0, 1, &[]), Some(Vec::new()));
        assert_eq!(steps(0, 0, &[]), None);
        assert_eq!(steps(0, 1, &path(1)), None);
        assert_eq!(steps(0, u64::MAX, &path(STEPS_MAX + 1)), None);
    }

    #[test]
    fn a_hash_is_shown_by_its_ends() {
        assert_eq!(ends("3f9a2b00000000c021"), "3f9a2b…c021");
        assert_eq!(ends("3f9a"), "3f9a");
        assert_eq!(ends(""), "");
        assert!(!ends("ភាសាខ្មែរ និង ខ្មែរ").is_empty(), "what is no hash is shown somehow");
    }

    #[test]
    fn the_longest_way_is_a_bounded_picture() {
        let long = steps(0, 1 << STEPS_MAX, &path(STEPS_MAX)).unwrap();
        let picture = Tree::draw(words("x"), &"a".repeat(64), &"b".repeat(64), &long);
        assert_eq!(picture.levels.len(), STEPS_MAX);
        sound(&picture.render().unwrap(), 24_000);
        sound(&Tree::draw(words("x"), "", "", &[]).render().unwrap(), 1_000);
    }

    #[test]
    fn words_are_letters_and_no_more_than_letters() {
        let steps = [Step { hash: HOSTILE.to_owned(), left: true }];
        sound(&Tree::draw(words(HOSTILE), HOSTILE, HOSTILE, &steps).render().unwrap(), 3_000);
    }
}
