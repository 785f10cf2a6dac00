//! An auditor's verdict in words: as text, as lines of JSON, as a page that stands alone.
//!
//! In: what the verification tells, conversation by conversation. Out: one [`Verdict`], of bounded size however many
//! handovers there are; the rest is counted. Names are those of organisations; nothing of a person reaches this
//! place.

use std::collections::BTreeMap;

use askama::Template;
use serde::Serialize;
use waypost_audit::compare::Told;
use waypost_audit::finding::FindingName;
use waypost_audit::judge::{Duty, DutyKind, DutyState, Handover, Outcome};
use waypost_audit::verify::Summary;
use waypost_case::dates::{day_text, moment_text, span_text};
use waypost_protocol::ids::{ConsentId, OrgId};

use super::words::plain;
use super::{clean, pairs, table};

/// Rows of a kind on one page: what a person can still look through. `--json` has all.
const ROWS_MAX: usize = 2_000;

/// Names of organisations by their ids.
pub(crate) type Names = BTreeMap<OrgId, String>;

/// All that is said of one run of the verification.
#[derive(Debug, Default, Template)]
#[template(path = "verdict.html")]
pub(crate) struct Verdict {
    sound: bool,
    headline: String,
    files: Vec<FileLine>,
    findings: Vec<FindingLine>,
    handovers_total: u64,
    outcomes: Vec<OutcomeLine>,
    duties: Vec<DutyLine>,
    attention: Vec<AttentionLine>,
    attention_left_out: u64,
    handovers: Vec<HandoverLine>,
    handovers_left_out: u64,
}

/// One file that was verified.
#[derive(Debug, Serialize)]
struct FileLine {
    number: usize,
    name: String,
    organisation: String,
    org: String,
    from: String,
    to: String,
    made: String,
    log: u32,
    size: u64,
    entries: u64,
    opened: u64,
    erased: u64,
    letters: u64,
    witnesses: Vec<String>,
}

/// What was found under one name in one file.
#[derive(Debug, Serialize)]
struct FindingLine {
    name: &'static str,
    means: &'static str,
    file: usize,
    times: u64,
    details: Vec<String>,
}

#[derive(Debug)]
struct OutcomeLine {
    words: String,
    count: u64,
}

#[derive(Debug)]
struct DutyLine {
    words: String,
    in_time: u64,
    late: u64,
    overdue: u64,
    open: u64,
    dropped: u64,
}

/// A handover that somebody is to look at.
#[derive(Debug)]
struct AttentionLine {
    conversation: String,
    referrer: String,
    target: String,
    what: Vec<String>,
}

/// A handover.
#[derive(Debug)]
struct HandoverLine {
    day: String,
    conversation: String,
    referrer: String,
    target: String,
    urgency: String,
    outcome: String,
    consent: String,
}

/// A handover as one line of JSON.
#[derive(Debug, Serialize)]
pub(crate) struct HandoverJson {
    kind: &'static str,
    conversation: String,
    referrer: String,
    target: String,
    day: String,
    urgency: Option<&'static str>,
    outcome: &'static str,
    duties: Vec<DutyJson>,
    consent: ConsentJson,
    /// Numbers of the files that show it, from 1.
    shown_by: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct DutyJson {
    duty: &'static str,
    by: &'static str,
    due: String,
    state: &'static str,
    seconds: u64,
}

#[derive(Debug, Serialize)]
struct ConsentJson {
    id: Option<String>,
    valid_until: Option<String>,
    look_at: Vec<&'static str>,
}

/// The whole as one line of JSON, after the handovers' lines.
#[derive(Debug, Serialize)]
pub(crate) struct VerdictJson<'a> {
    kind: &'static str,
    sound: bool,
    handovers: u64,
    files: &'a [FileLine],
    findings: &'a [FindingLine],
}

/// Collects a verdict.
#[derive(Default)]
pub(crate) struct Telling {
    names: Names,
    outcomes: BTreeMap<Outcome, u64>,
    duties: BTreeMap<DutyKind, [u64; 5]>,
    verdict: Verdict,
}

impl Telling {
    pub(crate) fn new(names: Names) -> Self {
        Self { names, ..Self::default() }
    }

    /// Takes up a conversation. Returns its line of JSON if it is a handover.
    pub(crate) fn told(&mut self, told: &Told<'_>) -> Option<HandoverJson> {
        let handover = told.handover?;
        let verdict = &mut self.verdict;
        verdict.handovers_total += 1;
        *self.outcomes.entry(handover.outcome).or_default() += 1;
        for duty in &handover.duties {
            let tally = self.duties.entry(duty.kind).or_default();
            if let Some(count) = tally.get_mut(column(duty.state)) {
                *count += 1;
            }
        }
        let what = what_to_look_at(handover);
        let line = self.line(handover);
        let verdict = &mut self.verdict;
        if !what.is_empty() {
            let HandoverLine { conversation, referrer, target, .. } = &line;
            let (conversation, referrer, target) =
                (conversation.clone(), referrer.clone(), target.clone());
            let row = AttentionLine { conversation, referrer, target, what };
            push(&mut verdict.attention, &mut verdict.attention_left_out, row);
        }
        push(&mut verdict.handovers, &mut verdict.handovers_left_out, line);
        Some(in_json(handover, told.by.iter().map(|(file, _)| file + 1).collect()))
    }

    /// All files were read.
    pub(crate) fn finish(mut self, files: &[String], summaries: &[Summary]) -> Verdict {
        for (number, (summary, file)) in (1..).zip(summaries.iter().zip(files)) {
            let line = self.file(number, file, summary);
            self.verdict.files.push(line);
            self.verdict.findings.extend(summary.findings.counts().map(|(name, times)| {
                let kept = summary.findings.kept().filter(|finding| finding.name == name);
                let details = kept.take(DETAILS_MAX).map(|finding| {
                    let place = match (finding.letter, finding.conversation) {
                        (Some(letter), _) => format!("letter {letter}: "),
                        (None, Some(conversation)) => format!("{conversation}: "),
                        (None, None) => String::new(),
                    };
                    let whom = named(&self.names, finding.concerns);
                    let (found, expected) = (&finding.found, &finding.expected);
                    format!("{whom}: {place}found {found}, expected {expected}")
                });
                let (name, means) = (name.as_str(), meaning(name));
                FindingLine { name, means, file: number, times, details: details.collect() }
            }));
        }
        let mut verdict = self.verdict;
        verdict.outcomes = outcomes(&self.outcomes);
        verdict.duties = self.duties.iter().map(|(kind, tally)| duty_line(*kind, *tally)).collect();
        verdict.sound = verdict.findings.is_empty();
        verdict.headline = match verdict.findings.len() {
            0 => "Everything that was shown holds.".to_owned(),
            1 => {
                "One thing does not hold. Look at it before you rely on anything below.".to_owned()
            }
            count => {
                format!(
                    "{count} things do not hold. Look at them before you rely on anything below."
                )
            }
        };
        verdict
    }

    fn line(&self, handover: &Handover) -> HandoverLine {
        HandoverLine {
            day: day_text(handover.day),
            conversation: handover.conversation.to_string(),
            referrer: named(&self.names, handover.referrer),
            target: named(&self.names, handover.target),
            urgency: handover.urgency.map_or("not shown", |urgency| urgency.as_str()).to_owned(),
            outcome: plain(handover.outcome.as_str()),
            consent: handover
                .consent
                .id
                .map_or_else(|| "not shown".to_owned(), |id| ConsentId::new(id).to_string()),
        }
    }

    fn file(&self, number: usize, name: &str, summary: &Summary) -> FileLine {
        let statement = &summary.statement;
        FileLine {
            number,
            name: name.to_owned(),
            organisation: named(&self.names, statement.org),
            org: statement.org.to_string(),
            from: day_text(statement.from),
            to: day_text(statement.to),
            made: moment_text(statement.made),
            log: statement.log,
            size: statement.size,
            entries: summary.entries,
            opened: summary.opened,
            erased: summary.erased,
            letters: summary.count.letters,
            witnesses: summary.witnesses.iter().map(|org| named(&self.names, *org)).collect(),
        }
    }
}

/// Details of one name of finding in one file that are put into words.
const DETAILS_MAX: usize = 20;

impl Verdict {
    /// Whether nothing was found.
    pub(crate) fn is_sound(&self) -> bool {
        self.sound
    }

    /// The last line of JSON.
    pub(crate) fn json(&self) -> VerdictJson<'_> {
        VerdictJson {
            kind: "audit_verdict",
            sound: self.sound,
            handovers: self.handovers_total,
            files: &self.files,
            findings: &self.findings,
        }
    }

    /// For a person at a terminal.
    pub(crate) fn text(&self) -> String {
        let mut parts = vec![self.headline.clone()];
        parts.extend(self.files.iter().map(file_text));
        parts.extend(self.findings_text());
        parts.push(self.duties_text());
        parts.extend(self.attention_text());
        parts.join("\n\n")
    }

    fn findings_text(&self) -> Option<String> {
        let some = !self.findings.is_empty();
        some.then(|| {
            let lines = self.findings.iter().flat_map(|finding| {
                let FindingLine { name, means, file, times, details } = finding;
                let head = format!("  {name} ({times} in file {file}): {means}");
                let rest = details.iter().map(|detail| format!("    {}", clean(detail)));
                std::iter::once(head).chain(rest).collect::<Vec<_>>()
            });
            format!("What does not hold:\n{}", lines.collect::<Vec<_>>().join("\n"))
        })
    }

    fn duties_text(&self) -> String {
        let how_far: Vec<String> =
            self.outcomes.iter().map(|line| format!("{} {}", line.count, line.words)).collect();
        let head = match self.handovers_total {
            0 => return "No handovers in this period.".to_owned(),
            total => format!("{total} handovers: {}.", how_far.join(", ")),
        };
        let rows = self.duties.iter().map(|line| {
            let counts = [line.in_time, line.late, line.overdue, line.open, line.dropped];
            let counts = counts.iter().map(ToString::to_string);
            std::iter::once(line.words.clone()).chain(counts).collect()
        });
        let columns = ["Owed", "In time", "Late", "Overdue", "Not due yet", "No longer owed"];
        format!("{head}\n{}", table(&columns, rows))
    }

    fn attention_text(&self) -> Option<String> {
        let some = !self.attention.is_empty();
        some.then(|| {
            let rows = self.attention.iter().map(|line| {
                let AttentionLine { conversation, referrer, target, what } = line;
                vec![conversation.clone(), referrer.clone(), target.clone(), what.join("; ")]
            });
            let more = match self.attention_left_out {
                0 => String::new(),
                count => format!("\nAnd {count} more: --json has all."),
            };
            let rows = table(&["To look at", "From", "To", "What"], rows);
            format!("{rows}{more}")
        })
    }
}

fn file_text(file: &FileLine) -> String {
    let witnesses = match file.witnesses.is_empty() {
        true => "none".to_owned(),
        false => file.witnesses.join(", "),
    };
    pairs([
        ("File", format!("{} ({})", file.number, file.name)),
        ("Shared by", format!("{} ({})", file.organisation, file.org)),
        ("Period", format!("{} to {}, made {}", file.from, file.to, file.made)),
        (
            "Log",
            format!(
                "number {}, {} entries; of the {} of this period {} are opened, {} letters are of erased referrals",
                file.log, file.size, file.entries, file.opened, file.erased
            ),
        ),
        ("Signatures", format!("{} letters", file.letters)),
        ("Witnesses", witnesses),
    ])
}

/// An organisation as a person knows it; its id where nobody gave a name.
fn named(names: &Names, org: OrgId) -> String {
    names.get(&org).cloned().unwrap_or_else(|| org.to_string())
}

fn push<T>(rows: &mut Vec<T>, left_out: &mut u64, row: T) {
    match rows.len() < ROWS_MAX {
        true => rows.push(row),
        false => *left_out += 1,
    }
}

const fn column(state: DutyState) -> usize {
    match state {
        DutyState::InTime => 0,
        DutyState::Late(_) => 1,
        DutyState::Overdue(_) => 2,
        DutyState::Open => 3,
        DutyState::Dropped => 4,
    }
}

fn duty_line(kind: DutyKind, [in_time, late, overdue, open, dropped]: [u64; 5]) -> DutyLine {
    DutyLine { words: plain(kind.as_str()), in_time, late, overdue, open, dropped }
}

fn outcomes(counts: &BTreeMap<Outcome, u64>) -> Vec<OutcomeLine> {
    let line = |(outcome, count): (&Outcome, &u64)| OutcomeLine {
        words: plain(outcome.as_str()),
        count: *count,
    };
    counts.iter().map(line).collect()
}

/// Late, overdue, and a consent that did not hold.
fn what_to_look_at(handover: &Handover) -> Vec<String> {
    let duty = |duty: &Duty| {
        let what = plain(duty.kind.as_str());
        let due = moment_text(duty.due);
        match duty.state {
            DutyState::Late(seconds) => {
                Some(format!("{what}: {} late (due {due})", span_text(seconds)))
            }
            DutyState::Overdue(seconds) => {
                Some(format!("{what}: {} overdue (due {due})", span_text(seconds)))
            }
            DutyState::InTime | DutyState::Open | DutyState::Dropped => None,
        }
    };
    let mut what: Vec<String> = handover.duties.iter().filter_map(duty).collect();
    let consent = &handover.consent;
    if consent.overridden {
        what.push("consent overridden in an emergency".to_owned());
    }
    if !consent.over.is_empty() {
        what.push(format!("{} letters after the consent's last day", consent.over.len()));
    }
    if !consent.after_revocation.is_empty() {
        let count = consent.after_revocation.len();
        what.push(format!("{count} letters by somebody who knew that consent was taken back"));
    }
    what
}

fn in_json(handover: &Handover, shown_by: Vec<usize>) -> HandoverJson {
    let consent = &handover.consent;
    let duty = |duty: &Duty| DutyJson {
        duty: duty.kind.as_str(),
        by: duty.by.as_str(),
        due: moment_text(duty.due),
        state: duty.state.as_str(),
        seconds: duty.state.seconds(),
    };
    HandoverJson {
        kind: "handover",
        conversation: handover.conversation.to_string(),
        referrer: handover.referrer.to_string(),
        target: handover.target.to_string(),
        day: day_text(handover.day),
        urgency: handover.urgency.map(|urgency| urgency.as_str()),
        outcome: handover.outcome.as_str(),
        duties: handover.duties.iter().map(duty).collect(),
        consent: ConsentJson {
            id: consent.id.map(|id| ConsentId::new(id).to_string()),
            valid_until: consent.valid_until.map(day_text),
            look_at: consent.names(),
        },
        shown_by,
    }
}

/// What a finding means, for who has never seen one.
pub(crate) const fn meaning(name: FindingName) -> &'static str {
    match name {
        FindingName::Statement => "Whoever made the file did not sign it as its sharer.",
        FindingName::KeyLog => {
            "The list of an organisation's signing keys breaks its rules or is missing."
        }
        FindingName::CheckpointSignature => "A head of the log is not signed by its owner.",
        FindingName::OtherRoot => {
            "The entries do not give the signed head: reordered, changed, dropped or added."
        }
        FindingName::WrongSize => "A head says another number of entries than there are.",
        FindingName::HashCount => "A proof with a hash too many or too few.",
        FindingName::NotConsistent => "The log does not go on from a head that was shown before.",
        FindingName::Equivocation => "Two histories: two signed heads of one size that differ.",
        FindingName::Truncated => "The log is shown shorter than its owner has signed it.",
        FindingName::WentBack => {
            "The log was longer once: an old copy of the node was put back, and went on."
        }
        FindingName::HeadNotShown => "A letter names a head that the file leaves out.",
        FindingName::ForgedCosignature => "A witness's signature is not by that witness.",
        FindingName::ForeignLeaf => "A letter is not the entry of this log that it is said to be.",
        FindingName::Signature => "A letter's signature does not verify.",
        FindingName::UnknownKey => "A letter is signed by a key that is not its author's.",
        FindingName::StolenKey => "A letter is signed by a key that was reported stolen.",
        FindingName::RetiredKey => "A letter is signed by a key that was replaced before its day.",
        FindingName::Parties => "A letter that does not belong into its conversation.",
        FindingName::NotCommitted => "A time or code that is not what was signed.",
        FindingName::TooMuchShown => "The file shows more of a letter than an auditor may see.",
        FindingName::Gap => "Letters are missing in between.",
        FindingName::TwoStories => "One author wrote two letters for one place.",
        FindingName::BrokenChain => "A letter does not follow the one before it.",
        FindingName::BackDated => "A letter bears an earlier day than it can have been written on.",
        FindingName::DatedAhead => "A letter bears a later day than witnesses saw it on.",
        FindingName::TimeNotOfDay => "A letter's time is not of its day.",
        FindingName::WrongPeriod => {
            "The file counts entries of those days to no period, or to another."
        }
        FindingName::NotOpened => {
            "Entries of the period are not shown, and not accounted for as erased."
        }
        FindingName::NotWitnessed => {
            "Fewer partners have cosigned the last head than you asked for."
        }
        FindingName::OldHead => "The newer file shows an older state of the log.",
        FindingName::NotComparable => {
            "Nothing joins two files of one log: ask for one that goes on from the other."
        }
        FindingName::OnlyOneSide => "A handover that only one of the two sides has shown.",
        FindingName::NotShown => "A letter that one side has and the other has not shown.",
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test stops where it fails")]
mod tests {
    use std::io::Cursor;

    use waypost_audit::bundle::Records;
    use waypost_audit::compare::read_all;
    use waypost_audit::verify::{Asked, Reading};
    use waypost_desk::command::unhex;

    use super::*;

    /// The verdict over the files of a vector, with what their conversations say as JSON.
    fn of_vector(name: &str, names: Names) -> (Verdict, Vec<String>) {
        let file = format!("{}/../crates/audit/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(file).expect("a vector");
        let case: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let files = case["input"]["files"].as_array().expect("files");
        let asked = Asked { witnesses: 1, recipient: None };
        let begin = |file: &serde_json::Value| {
            let bytes = unhex(file.as_str().expect("hex")).expect("hex").to_vec();
            let records = Records::plain(Cursor::new(bytes)).expect("a bundle");
            Reading::begin(records, &asked).expect("a bundle")
        };
        let readings: Vec<_> = files.iter().map(begin).collect();
        let labels: Vec<String> = (1..=files.len()).map(|n| format!("file-{n}")).collect();
        let mut all: Names = readings
            .iter()
            .flat_map(|reading| reading.names().map(|(org, name)| (org, name.to_owned())))
            .collect::<Vec<_>>()
            .into_iter()
            .collect();
        all.extend(names);
        let mut telling = Telling::new(all);
        let mut lines = Vec::new();
        let summaries = read_all(readings, |told| {
            let line = telling.told(&told).map(|line| serde_json::to_string(&line));
            lines.extend(line.map(|line| line.expect("JSON")));
        });
        (telling.finish(&labels, &summaries.expect("read to the end")), lines)
    }

    #[test]
    fn two_sides_that_agree_are_told_so_in_words_in_json_and_on_a_page() {
        let (verdict, lines) = of_vector("bundle-two-sides", Names::new());
        assert!(verdict.is_sound());
        insta::assert_snapshot!("two_sides_text", verdict.text());
        insta::assert_snapshot!("two_sides_page", verdict.render().expect("a page"));
        let whole = serde_json::to_string(&verdict.json()).expect("JSON");
        insta::assert_snapshot!("two_sides_json", [lines, vec![whole]].concat().join("\n"));
    }

    #[test]
    fn what_does_not_hold_stands_at_the_top_with_what_it_means() {
        let (verdict, _) = of_vector("back-dated", Names::new());
        assert!(!verdict.is_sound());
        insta::assert_snapshot!("back_dated_text", verdict.text());
        let page = verdict.render().expect("a page");
        assert!(page.contains("<title>Does not hold: Waypost audit</title>"));
        assert!(page.contains(meaning(FindingName::BackDated)));
    }

    #[test]
    fn what_is_late_or_overdue_is_listed() {
        let (verdict, _) = of_vector("handover-late", Names::new());
        let text = verdict.text();
        assert!(text.contains(" late (due "), "{text}");
        assert!(verdict.render().expect("a page").contains(" late (due "));
    }

    #[test]
    fn a_hostile_name_does_nothing_on_the_page_or_at_the_terminal() {
        let hostile = "<script>alert(1)</script>\u{1b}[2J\u{202e}";
        let (verdict, _) = of_vector("bundle-two-sides", Names::new());
        let orgs: Vec<OrgId> = verdict.files.iter().filter_map(|f| f.org.parse().ok()).collect();
        assert_eq!(orgs.len(), 2);
        let names = orgs.iter().map(|org| (*org, hostile.to_owned())).collect();
        let (verdict, _) = of_vector("bundle-two-sides", names);
        let page = verdict.render().expect("a page");
        assert!(!page.contains("<script>") && page.contains("&#60;script&#62;"), "{page}");
        assert!(!verdict.text().chars().any(|c| c == '\u{1b}' || c == '\u{202e}'));
    }

    #[test]
    fn the_page_needs_nothing_from_anywhere() {
        let (verdict, _) = of_vector("bundle-two-sides", Names::new());
        let page = verdict.render().expect("a page");
        for outside in ["http:", "https:", "src=", "<link", "<script", "@import", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}
