//! A referral on paper, A4: what this side may see, boxes to tick, lines to sign, and what proves which letter it is.
//!
//! In: a referral. Out: a page for the printer. That it was printed is written down.

use askama::Template;
use axum::extract::Path;
use qrcode::{Color, EcLevel, QrCode};
use waypost_desk::command::{ConsentReport, ReferralReport, SignedDigest};

use super::consent::consent;
use super::say::{self, Fact};
use super::show::Said;
use super::{Look, referral};
use crate::roles::Right;
use crate::routes::{Route, look};
use crate::visitor::{Answer, Frame, Place, Visitor, html};

/// White around a QR code, in modules (ISO/IEC 18004, 9.1).
const QUIET: usize = 4;
/// Digits in a group of the digest in text.
const GROUP: usize = 4;

pub(super) fn routes() -> Vec<Route> {
    vec![look("/referral/{referral}/print", Right::SeeReferrals, print)]
}

/// What proves which letter the paper is of.
pub(super) struct Proof {
    /// A QR code: how many modules it is wide, and the dark ones as an SVG path.
    pub(super) code: Option<(usize, String)>,
    pub(super) digest: String,
    pub(super) author: String,
}

#[derive(Template)]
#[template(path = "print.html")]
pub(super) struct Paper {
    pub(super) page: Frame,
    pub(super) report: Box<ReferralReport>,
    pub(super) said: Said,
    pub(super) consent: Vec<Fact>,
    pub(super) consent_state: String,
    pub(super) proof: Option<Proof>,
}

impl Paper {
    pub(super) fn new(
        page: Frame,
        mut report: Box<ReferralReport>,
        consent: Option<Box<ConsentReport>>,
    ) -> Self {
        let words = page.words;
        let terms = consent.as_deref().map_or(&[][..], |consent| &consent.terms);
        if !terms.is_empty() {
            // Said once, as it stands now.
            for section in &mut report.sections {
                section.rows.retain(|row| !row.key.starts_with("consent."));
            }
        }
        let signed = report.signed.as_ref();
        Self {
            said: Said::of(words, &report),
            consent: terms.iter().map(|row| say::fact(words, row)).collect(),
            consent_state: words.coded("consent", &report.row.consent),
            proof: signed.map(|signed| Proof::of(&report.row.id, signed)),
            report,
            page,
        }
    }

    fn partner(&self) -> &str {
        match self.report.partner_name.as_str() {
            "" => &self.report.row.partner,
            name => name,
        }
    }
}

async fn print(visitor: Visitor, Path(number): Path<String>) -> Answer {
    let report = referral(&visitor, &number, Look::Print).await?;
    // A referral that is not whole yet has no consent to show.
    let consent = consent(&visitor, &number).await.ok();
    let title = visitor.words.with("print-title", "referral", &report.row.referral);
    let page = visitor.titled(title, Place::Referrals).await;
    html(&Paper::new(page, report, consent))
}

impl Proof {
    pub(super) fn of(id: &str, signed: &SignedDigest) -> Self {
        Self {
            code: code(&text(id, signed)),
            digest: grouped(&signed.header),
            author: signed.author.clone(),
        }
    }
}

/// In capitals: a QR code needs two thirds of the room for them. Every part reads the same in small letters.
fn text(id: &str, signed: &SignedDigest) -> String {
    let SignedDigest { header, signature, author } = signed;
    format!("WAYPOST:1:REFERRAL:{id}:{header}:{signature}:{author}").to_ascii_uppercase()
}

fn grouped(digits: &str) -> String {
    let groups: Vec<&str> =
        digits.as_bytes().chunks(GROUP).filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join(" ")
}

/// None where the text is too long for a code.
fn code(text: &str) -> Option<(usize, String)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (place % width + QUIET, place / width + QUIET);
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    Some((width + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::referral::tests::signed;

    #[test]
    fn the_code_is_written_in_the_signs_that_need_the_least_room() {
        let text = text("r1abc", &signed());
        let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == ':';
        assert!(text.starts_with("WAYPOST:1:REFERRAL:R1ABC:"), "{text}");
        assert!(text.chars().all(plain), "{text}");
        assert_eq!(text.split(':').count(), 7);
    }

    #[test]
    fn the_code_is_a_square_with_white_around_it() {
        let (width, path) = code("WAYPOST:1").expect("short enough");
        assert_eq!(width, 21 + 2 * QUIET);
        assert!(path.starts_with("M4 4h1v1h-1z"), "a finder pattern stands in the corner");
        assert_eq!(code(&"X".repeat(5_000)), None);
    }

    #[test]
    fn a_digest_is_read_out_in_groups_of_four() {
        assert_eq!(grouped("0123456789ab"), "0123 4567 89ab");
    }
}
