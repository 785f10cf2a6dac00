//! How figures are taken and shown. In: work, processes. Out: lines on the screen.

use std::process::Command;
use std::time::Duration;

/// One line: what, how much, and what it is held against.
pub(crate) fn show(what: &str, found: impl std::fmt::Display, against: &str) {
    println!("  {what:<62} {:>16}   {against}", found.to_string());
}

/// Processor time of all threads of this process so far, in steps of 10 ms (proc(5), `stat`, fields 14 and 15).
pub(crate) fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("a Linux machine");
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    Duration::from_millis(10 * ticks.filter_map(|field| field.parse::<u64>().ok()).sum::<u64>())
}

/// Memory of a process that is in real use, in MB (10^6 bytes).
pub(crate) fn resident_mb(process: u32) -> f64 {
    let path = format!("/proc/{process}/status");
    let status = std::fs::read_to_string(path).expect("the process runs");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("a size");
    let kib = line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok());
    kib.expect("a number") * 1024.0 / 1e6
}

/// The middle one.
pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

pub(crate) fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

/// Instructions of one round, as the difference between 2N rounds and N, so that start-up falls out.
/// None without valgrind.
pub(crate) fn instructions_each(what: &str, rounds: u64) -> Option<u64> {
    let twice = instructions(what, 2 * rounds)?;
    let once = instructions(what, rounds)?;
    Some(twice.checked_sub(once)? / rounds)
}

fn instructions(what: &str, rounds: u64) -> Option<u64> {
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().ok()?)
        .args(["rounds", what, &rounds.to_string()])
        .output()
        .ok()?;
    let said = String::from_utf8(run.stderr).ok()?;
    let collected = said.lines().find(|line| line.contains("Collected"))?;
    collected.split_whitespace().last()?.parse().ok()
}
