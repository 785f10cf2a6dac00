//! Every figure that is promised, beside its floor or its target:
//!
//! ```text
//! cargo bench -p waypost-tests                      all of them: some minutes
//! cargo bench -p waypost-tests -- protocol pair     some of them
//! WAYPOST_BENCH_LETTERS=10000 cargo bench ...       fewer letters than 100,000 in the full store
//! WAYPOST_BENCH_HANDOVERS=100000 cargo bench ...    more handovers than 10,000 in the auditor's bundle
//! ```
//!
//! | part | what |
//! |---|---|
//! | `protocol` | one referral and its receipt, sealed, framed, unframed, opened: time and instructions |
//! | `pair` | two nodes over loopback with real disks: referrals a second, processor, latency |
//! | `wire` | bytes of a referral's life through a counting relay, and of an idle pair |
//! | `audit` | an auditor's bundle verified beside the bare signature checks; the log at a million entries |
//! | `lists` | a page of referrals, status and figures with 10,000 referrals; what a summary weighs |
//! | `full` | the shipped program: memory, opening time, and cost with a full store |
//!
//! Nothing here passes or fails. The load of the machine is printed with the figures.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that fails stops"
)]

mod audit;
mod full;
mod lists;
mod measure;
mod pair;
mod protocol;
mod relay;
mod wire;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    // Run again under callgrind, with one operation a number of times.
    if let [rounds, what, count] = args.as_slice()
        && rounds == "rounds"
    {
        return protocol::rounds(what, count.parse().expect("a count"));
    }
    // Run again to verify a bundle in a process of its own.
    if let [verify, path] = args.as_slice()
        && verify == "audit-verify"
    {
        return audit::verify(std::path::Path::new(path));
    }
    // Run again to weigh the summaries in a process of its own.
    if let [weigh, path] = args.as_slice()
        && weigh == "lists-weigh"
    {
        return lists::weigh(std::path::Path::new(path));
    }
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    println!("{cores} cores, load before: {}", load.trim());
    let parts: [(&str, fn()); 6] = [
        ("protocol", protocol::run),
        ("pair", pair::run),
        ("wire", wire::run),
        ("audit", audit::run),
        ("lists", lists::run),
        ("full", full::run),
    ];
    for (name, part) in parts {
        if args.is_empty() || args.iter().any(|arg| arg == name) {
            println!("\n{name}");
            part();
        }
    }
}
