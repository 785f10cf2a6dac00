//! Small counts hidden: what a table may show when a count under five could point at a person.
//!
//! In: counts by row and column. Out: a table in which a cell of 1 to 4 is "<5", and in which no total tells such a
//! cell: a total with a hidden cell in it is said as "so many or more". Everything that is shown, the order of rows
//! and columns included, is made from what the hidden cells show, never from what they are: another count of 1 to 4
//! in their place gives the same table.

use std::collections::BTreeMap;

/// A cell under this is hidden.
pub(crate) const SMALL: u64 = 5;

/// What a cell shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Counts that are shown.
    seen: u64,
    /// Cells of 1 to 4 in it.
    hidden: u64,
}

/// How a cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// So many.
    Count(u64),
    /// One to four.
    Few,
    /// So many, or more: there are hidden cells in it.
    OrMore(u64),
}

impl Shown {
    const fn of(count: u64) -> Self {
        match count {
            1..SMALL => Self { seen: 0, hidden: 1 },
            _ => Self { seen: count, hidden: 0 },
        }
    }

    const fn and(self, other: Self) -> Self {
        Self {
            seen: self.seen.saturating_add(other.seen),
            hidden: self.hidden.saturating_add(other.hidden),
        }
    }

    pub(crate) const fn reading(self) -> Reading {
        match (self.seen, self.hidden) {
            (seen, 0) => Reading::Count(seen),
            (0, 1) => Reading::Few,
            _ => Reading::OrMore(self.least()),
        }
    }

    /// What it is at least: each hidden cell is one or more.
    pub(crate) const fn least(self) -> u64 {
        self.seen.saturating_add(self.hidden)
    }
}

/// A table of counts with its totals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// The columns that are shown, the largest first.
    pub(crate) columns: Vec<String>,
    /// More columns, which are added up in one.
    pub(crate) merged: usize,
    /// The largest first.
    pub(crate) rows: Vec<Row>,
    /// Of each column.
    pub(crate) totals: Vec<Shown>,
    /// Of all columns that are not shown.
    pub(crate) merged_total: Shown,
    pub(crate) total: Shown,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) name: String,
    /// One for each column.
    pub(crate) cells: Vec<Shown>,
    /// Of all columns that are not shown.
    pub(crate) merged: Shown,
    pub(crate) total: Shown,
}

impl Table {
    /// Counts by the names of row and column; those of one cell are added up first.
    pub(crate) fn of<'a>(
        counts: impl IntoIterator<Item = (&'a str, &'a str, u64)>,
        columns_max: usize,
    ) -> Self {
        let mut sums: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        for (row, column, count) in counts {
            let sum = sums.entry((row, column)).or_default();
            *sum = sum.saturating_add(count);
        }
        // From here on nobody knows what is hidden.
        let cells: BTreeMap<(&str, &str), Shown> =
            sums.into_iter().map(|(place, sum)| (place, Shown::of(sum))).collect();
        let columns = largest_first(cells.iter().map(|((_, column), shown)| (*column, *shown)));
        let rows = largest_first(cells.iter().map(|((row, _), shown)| (*row, *shown)));
        let (shown, merged) = columns.split_at(columns_max.min(columns.len()));
        let at = |row: &str, column: &str| cells.get(&(row, column)).copied().unwrap_or_default();
        let row = |(name, total): &(&str, Shown)| Row {
            name: (*name).to_owned(),
            cells: shown.iter().map(|(column, _)| at(name, column)).collect(),
            merged: sum(merged.iter().map(|(column, _)| at(name, column))),
            total: *total,
        };
        Self {
            columns: shown.iter().map(|(column, _)| (*column).to_owned()).collect(),
            merged: merged.len(),
            rows: rows.iter().map(row).collect(),
            totals: shown.iter().map(|(_, total)| *total).collect(),
            merged_total: sum(merged.iter().map(|(_, total)| *total)),
            total: sum(rows.iter().map(|(_, total)| *total)),
        }
    }
}

fn sum(cells: impl Iterator<Item = Shown>) -> Shown {
    cells.fold(Shown::default(), Shown::and)
}

/// Names with their totals; equal ones by name.
fn largest_first<'a>(cells: impl Iterator<Item = (&'a str, Shown)>) -> Vec<(&'a str, Shown)> {
    let mut totals: BTreeMap<&str, Shown> = BTreeMap::new();
    for (name, shown) in cells {
        let total = totals.entry(name).or_default();
        *total = total.and(shown);
    }
    let mut all: Vec<(&str, Shown)> = totals.into_iter().collect();
    all.sort_by_key(|(_, total)| std::cmp::Reverse(total.least()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    type Counts = Vec<(String, String, u64)>;

    fn table(counts: &Counts, columns_max: usize) -> Table {
        Table::of(counts.iter().map(|(r, c, n)| (r.as_str(), c.as_str(), *n)), columns_max)
    }

    fn counts(rows: &[&[u64]]) -> Counts {
        let cell =
            |r: usize| move |(c, n): (usize, &u64)| (format!("row {r}"), format!("column {c}"), *n);
        rows.iter().enumerate().flat_map(|(r, row)| row.iter().enumerate().map(cell(r))).collect()
    }

    fn row<'t>(table: &'t Table, name: &str) -> &'t Row {
        table.rows.iter().find(|row| row.name == name).unwrap()
    }

    #[test]
    fn one_to_four_is_few_and_nothing_is_nothing() {
        for (count, reading) in [
            (0, Reading::Count(0)),
            (1, Reading::Few),
            (4, Reading::Few),
            (5, Reading::Count(5)),
            (u64::MAX, Reading::Count(u64::MAX)),
        ] {
            assert_eq!(Shown::of(count).reading(), reading);
        }
    }

    #[test]
    fn a_total_with_a_hidden_cell_in_it_is_no_sum() {
        let table = table(&counts(&[&[12, 3, 7], &[6, 8, 9]]), 9);
        assert_eq!(row(&table, "row 0").total.reading(), Reading::OrMore(20));
        assert_eq!(row(&table, "row 1").total.reading(), Reading::Count(23));
        assert_eq!(table.total.reading(), Reading::OrMore(43));
        let at = table.columns.iter().position(|column| column == "column 1").unwrap();
        assert_eq!(table.totals[at].reading(), Reading::OrMore(9));
        assert_eq!(Table::of([("a", "b", 2)], 9).total.reading(), Reading::Few);
    }

    #[test]
    fn columns_beyond_the_room_are_added_up_and_hide_what_they_hid() {
        let table = table(&counts(&[&[50, 2, 6, 7]]), 1);
        assert_eq!((table.columns.as_slice(), table.merged), (&["column 0".to_owned()][..], 3));
        assert_eq!(table.rows[0].merged.reading(), Reading::OrMore(14));
        assert_eq!(table.merged_total, table.rows[0].merged);
        assert_eq!(Table::of([], 4), Table::default());
    }

    /// Numbers that come out the same for the same seed (xorshift).
    fn next(state: &mut u64) -> u64 {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        *state
    }

    /// Whoever sees the table, and nothing else, learns of a hidden cell that it is 1 to 4, and no more: any other
    /// four counts in the hidden places give the very same table.
    #[test]
    fn no_total_and_no_order_tells_what_a_hidden_cell_is() {
        let mut state = 0x5eed_2026_1126;
        let mut hidden_seen = 0;
        for turn in 0..400 {
            let (rows, columns) = (1 + next(&mut state) % 5, 1 + next(&mut state) % 6);
            let most = [3, 6, 12, 40][(turn % 4) as usize];
            let real: Vec<Vec<u64>> = (0..rows)
                .map(|_| (0..columns).map(|_| next(&mut state) % most).collect())
                .collect();
            let room = 1 + (next(&mut state) % 6) as usize;
            let shown = table(&counts(&real.iter().map(Vec::as_slice).collect::<Vec<_>>()), room);
            for other in 1..SMALL {
                let mut changed = real.clone();
                for cell in changed.iter_mut().flatten().filter(|cell| (1..SMALL).contains(*cell)) {
                    *cell = if next(&mut state).is_multiple_of(2) { other } else { *cell };
                    hidden_seen += 1;
                }
                let changed =
                    table(&counts(&changed.iter().map(Vec::as_slice).collect::<Vec<_>>()), room);
                assert_eq!(shown, changed, "turn {turn}, {real:?}");
            }
        }
        assert!(hidden_seen > 2_000, "{hidden_seen} cells were hidden: too few to say anything");
    }
}
