//! Proofs that an entry is in the log, and that one head goes on from another (RFC 6962 2.1.1, 2.1.2).
//!
//! In: nodes of the tree, read one by one from wherever they are kept; at most 126 for a proof. Out: a
//! list of hashes, and, for who has only the heads, whether it proves what it claims. The checks are
//! those of RFC 9162 2.1.3.2 and 2.1.4.2: a hash too many or too few never passes.

use crate::tree::{Hash, Node, empty_root, node_hash};

/// Most hashes in a proof: a log has fewer than 2^63 entries.
pub const PROOF_HASHES_MAX: usize = 63;

/// The inclusion proof of the entry at `index` in the tree of `size` entries, from the leaf's sibling up.
/// `node` reads a node that is kept. `index` must be below `size`.
pub fn inclusion<E>(
    index: u64,
    size: u64,
    mut node: impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    let mut proof = Vec::new();
    let (mut low, mut high) = (0, size);
    while high - low > 1 {
        let middle = low + half(high - low);
        if index < middle {
            proof.push(subtree(middle, high, &mut node)?);
            high = middle;
        } else {
            proof.push(subtree(low, middle, &mut node)?);
            low = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The consistency proof from the tree of `old` entries to that of `new`. Empty if `old` is 0 or `new`.
/// `old` must not be above `new`.
pub fn consistency<E>(
    old: u64,
    new: u64,
    mut node: impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    let mut proof = Vec::new();
    if old == 0 || old == new {
        return Ok(proof);
    }
    let (mut low, mut high) = (0, new);
    while old < high {
        let middle = low + half(high - low);
        if old <= middle {
            proof.push(subtree(middle, high, &mut node)?);
            high = middle;
        } else {
            proof.push(subtree(low, middle, &mut node)?);
            low = middle;
        }
    }
    // The old tree itself is known to who checks, unless it is only a part of what was split off.
    if low > 0 {
        proof.push(subtree(low, high, &mut node)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Whether the proof leads from the leaf at `index` to the root of `size` entries.
pub fn includes(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(sibling, &hash);
            climb(&mut at, &mut last);
        } else {
            hash = node_hash(&hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// Whether the proof leads from the head `(old, old_root)` to `(new, new_root)`.
pub fn goes_on(old: u64, old_root: &Hash, new: u64, new_root: &Hash, proof: &[Hash]) -> bool {
    if old == 0 {
        // The empty tree has one root, and every tree goes on from it.
        return proof.is_empty() && *old_root == empty_root() && (new > 0 || new_root == old_root);
    }
    if old >= new {
        return old == new && proof.is_empty() && old_root == new_root;
    }
    // RFC 9162 2.1.4.2: a perfect old tree is not in the proof.
    let (first, rest) = match (old.is_power_of_two(), proof.split_first()) {
        (true, Some(_)) => (old_root, proof),
        (false, Some((first, rest))) => (first, rest),
        (_, None) => return false,
    };
    let (mut at, mut last) = (old - 1, new - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let (mut to_old, mut to_new) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            to_old = node_hash(sibling, &to_old);
            to_new = node_hash(sibling, &to_new);
            climb(&mut at, &mut last);
        } else {
            to_new = node_hash(&to_new, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && to_old == *old_root && to_new == *new_root
}

/// Passes over the levels at which the right border has no sibling.
fn climb(at: &mut u64, last: &mut u64) {
    while *at & 1 == 0 && *at != 0 {
        *at >>= 1;
        *last >>= 1;
    }
}

/// The largest power of two below `count`, for 2 or more.
const fn half(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// The tree hash over leaves `low` to `high`, where `low` is where RFC 6962 splits: a perfect subtree is read,
/// the right border is put together from perfect ones.
fn subtree<E>(
    low: u64,
    high: u64,
    node: &mut impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Hash, E> {
    let mut peaks = Vec::new();
    let mut low = low;
    while low < high {
        let level = (high - low).ilog2();
        peaks.push(node(Node { level, index: low >> level })?);
        low += 1 << level;
    }
    let joined = peaks.into_iter().rev().reduce(|right, left| node_hash(&left, &right));
    Ok(joined.unwrap_or_else(empty_root))
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;
    use crate::tree::{Frontier, leaf_hash, stored_at};

    struct Kept {
        rows: Vec<Vec<Hash>>,
        roots: Vec<Hash>,
    }

    impl Kept {
        fn of(size: u64) -> Self {
            let mut frontier = Frontier::empty();
            let mut kept = Self { rows: Vec::new(), roots: vec![frontier.root()] };
            for i in 0..size {
                kept.rows.push(frontier.append(leaf_hash(&i.to_be_bytes())));
                kept.roots.push(frontier.root());
            }
            kept
        }

        fn node(&self, node: Node) -> Result<Hash, String> {
            let (row, place) = stored_at(node);
            let hash = self.rows.get(row as usize).and_then(|row| row.get(place));
            hash.copied().ok_or_else(|| format!("{node:?} is not kept"))
        }

        fn inclusion(&self, index: u64, size: u64) -> Vec<Hash> {
            inclusion(index, size, |node| self.node(node)).expect("kept")
        }

        fn consistency(&self, old: u64, new: u64) -> Vec<Hash> {
            consistency(old, new, |node| self.node(node)).expect("kept")
        }
    }

    const SIZE: u64 = 33;

    #[test]
    fn every_entry_of_every_size_is_proved_and_no_other() {
        let kept = Kept::of(SIZE);
        for size in 1..=SIZE {
            let root = kept.roots[size as usize];
            for index in 0..size {
                let proof = kept.inclusion(index, size);
                let leaf = kept.rows[index as usize][0];
                assert!(includes(&leaf, index, size, &proof, &root), "{index} of {size}");
                let other = leaf_hash(b"another");
                assert!(!includes(&other, index, size, &proof, &root));
                // RFC 9162 2.1.3.2 takes another index or size whose path is the same; never one beyond.
                assert!(!includes(&leaf, size + index, size, &proof, &root));
            }
        }
    }

    #[test]
    fn every_size_goes_on_from_every_smaller_one_and_from_no_other_history() {
        let kept = Kept::of(SIZE);
        let other = leaf_hash(b"another history");
        for new in 0..=SIZE {
            for old in 0..=new {
                let proof = kept.consistency(old, new);
                let (old_root, new_root) = (kept.roots[old as usize], kept.roots[new as usize]);
                assert!(goes_on(old, &old_root, new, &new_root, &proof), "{old} to {new}");
                assert!(!goes_on(old, &other, new, &new_root, &proof), "{old} to {new}");
                if old > 0 {
                    assert!(!goes_on(old, &old_root, new, &other, &proof), "{old} to {new}");
                }
                if old < new {
                    assert!(!goes_on(new, &new_root, old, &old_root, &proof), "backwards");
                }
            }
        }
    }

    #[test]
    fn a_hash_too_many_or_too_few_or_changed_never_passes() {
        let kept = Kept::of(SIZE);
        let root = kept.roots[SIZE as usize];
        let spoil = |proof: &[Hash]| {
            let longer = [proof, &[leaf_hash(b"extra")]].concat();
            let shorter = proof.split_last().map(|(_, rest)| rest.to_vec());
            let changed = (0..proof.len()).map(|at| {
                let mut changed = proof.to_vec();
                changed[at] = leaf_hash(b"changed");
                changed
            });
            changed.chain([longer]).chain(shorter).collect::<Vec<_>>()
        };
        for index in 0..SIZE {
            let leaf = kept.rows[index as usize][0];
            for spoiled in spoil(&kept.inclusion(index, SIZE)) {
                assert!(!includes(&leaf, index, SIZE, &spoiled, &root), "{index}");
            }
        }
        for old in 1..SIZE {
            let old_root = kept.roots[old as usize];
            for spoiled in spoil(&kept.consistency(old, SIZE)) {
                assert!(!goes_on(old, &old_root, SIZE, &root, &spoiled), "{old}");
            }
        }
    }
}
