//! What the doctor found, in words: the worst first.

use waypost_desk::command::{DoctorReport, Finding, Health};

use super::clean;

pub(super) fn doctor(report: &DoctorReport) -> String {
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.health));
    findings.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

fn line(finding: &Finding) -> String {
    let health = match finding.health {
        Health::Good => "good",
        Health::Look => "LOOK",
        Health::Bad => "BAD ",
    };
    let about = finding.about.as_ref().map(|about| format!(" [{}]", clean(about)));
    let about = about.unwrap_or_default();
    let mut text =
        format!("{health}  {:<18} {}{about}", finding.check.code(), clean(&finding.what));
    if !finding.fix.is_empty() {
        text.push_str(&format!("\n                         To do: {}", clean(&finding.fix)));
    }
    text
}
