//! The tree of the log: RFC 6962 section 2.1, grown entry by entry.
//!
//! In: leaf hashes. Out: for each, the nodes that it completes, to be kept as one row; and the root at
//! any size. Appending costs one hash on average and 63 at most, whatever the size; nothing is built
//! anew.
//!
//! Row `i` holds the hash of leaf `i` and of every perfect subtree that this leaf completes, from
//! the bottom up. So each node of the tree stands in exactly one row, [`stored_at`] says in which,
//! and rows are never written again.

use std::fmt;

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

/// A hash of the tree: of a leaf, of a node, the root.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Hash(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str("..")
    }
}

/// RFC 6962 2.1: `H(00 || entry)`.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Hash(Sha256::new_with_prefix([0]).chain_update(entry).finalize().into())
}

/// RFC 6962 2.1: `H(01 || left || right)`.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(&left.0);
    bytes[33..].copy_from_slice(&right.0);
    Hash(Sha256::digest(bytes).into())
}

/// The root of the empty tree: `H("")`.
pub fn empty_root() -> Hash {
    Hash(Sha256::digest([]).into())
}

/// The roots of the perfect subtrees of a log's first entries, the largest first: all that is needed to
/// go on, and to know the root.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// Of a log without entries.
    pub const fn empty() -> Self {
        Self { size: 0, peaks: Vec::new() }
    }

    /// Of a log of that size; `None` unless there are as many peaks as bits set in it.
    pub fn new(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        (peaks.len() == size.count_ones() as usize).then_some(Self { size, peaks })
    }

    /// Reads the peaks of a log that is kept, at most 63 rows.
    pub fn read<E>(size: u64, mut node: impl FnMut(Node) -> Result<Hash, E>) -> Result<Self, E> {
        let levels = (0..u64::BITS).rev().filter(|level| size >> level & 1 == 1);
        let peaks = levels.map(|level| node(Node { level, index: (size >> level) - 1 }));
        Ok(Self { size, peaks: peaks.collect::<Result<_, E>>()? })
    }

    /// Entries so far.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The peaks, the largest subtree's first.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Appends a leaf. Returns its row: the leaf hash, and each node that it completes.
    pub fn append(&mut self, leaf: Hash) -> Vec<Hash> {
        let mut row = vec![leaf];
        let mut node = leaf;
        // One peak is joined for each level at which this leaf is the last of a right half.
        for _ in 0..self.size.trailing_ones() {
            let Some(left) = self.peaks.pop() else { break };
            node = node_hash(&left, &node);
            row.push(node);
        }
        self.peaks.push(node);
        self.size += 1;
        row
    }

    /// Appends a leaf and keeps no row: for who needs the root alone.
    pub fn grow(&mut self, leaf: Hash) {
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            let Some(left) = self.peaks.pop() else { break };
            node = node_hash(&left, &node);
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The root at this size.
    pub fn root(&self) -> Hash {
        let joined =
            self.peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right));
        joined.unwrap_or_else(empty_root)
    }
}

/// A node of the tree: the perfect subtree over leaves `index << level` to `(index + 1) << level`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Node {
    /// Levels above the leaves.
    pub level: u32,
    /// Its number among the nodes of its level, from 0.
    pub index: u64,
}

/// In which row a node is kept, and at which place of the row.
pub const fn stored_at(node: Node) -> (u64, usize) {
    (((node.index + 1) << node.level) - 1, node.level as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition of RFC 6962 2.1, word for word.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => empty_root(),
            [leaf] => *leaf,
            _ => {
                let half = leaves.len().next_power_of_two() / 2;
                let (left, right) = leaves.split_at(half);
                node_hash(&by_definition(left), &by_definition(right))
            }
        }
    }

    fn leaves(count: u8) -> Vec<Hash> {
        (0..count).map(|i| leaf_hash(&[i])).collect()
    }

    #[test]
    fn the_root_at_every_size_is_that_of_the_definition() {
        let leaves = leaves(70);
        let mut frontier = Frontier::empty();
        assert_eq!(frontier.root(), empty_root());
        let mut grown = Frontier::empty();
        for (count, leaf) in (1..).zip(&leaves) {
            frontier.append(*leaf);
            grown.grow(*leaf);
            assert_eq!(frontier.root(), by_definition(&leaves[..count]), "{count} leaves");
            assert_eq!(grown, frontier);
        }
    }

    #[test]
    fn every_node_stands_in_the_one_row_that_is_said() {
        let leaves = leaves(64);
        let mut frontier = Frontier::empty();
        let rows: Vec<Vec<Hash>> = leaves.iter().map(|leaf| frontier.append(*leaf)).collect();
        for level in 0..=6 {
            for index in 0..64_u64 >> level {
                let (row, place) = stored_at(Node { level, index });
                let span = (index << level) as usize..((index + 1) << level) as usize;
                assert_eq!(rows[row as usize][place], by_definition(&leaves[span]));
            }
        }
        let kept: usize = rows.iter().map(Vec::len).sum();
        assert_eq!(kept, 127, "no node twice");
    }

    #[test]
    fn a_frontier_read_back_goes_on_as_the_one_it_was() {
        let leaves = leaves(50);
        let mut frontier = Frontier::empty();
        let mut rows: Vec<Vec<Hash>> = Vec::new();
        for leaf in &leaves {
            let read = Frontier::read(rows.len() as u64, |node| {
                let (row, place) = stored_at(node);
                Ok::<_, ()>(rows[row as usize][place])
            });
            assert_eq!(read.as_ref(), Ok(&frontier));
            rows.push(frontier.append(*leaf));
        }
    }

    #[test]
    fn a_frontier_has_as_many_peaks_as_its_size_has_bits() {
        let hash = leaf_hash(b"peak");
        assert!(Frontier::new(5, vec![hash; 2]).is_some());
        assert_eq!(Frontier::new(5, vec![hash; 1]), None);
        assert_eq!(Frontier::new(5, vec![hash; 3]), None);
    }
}
