//! Backups: when the last one was made, making one, whether the recovery sheet at hand is the one in force, our keys.
//!
//! In: a folder, 24 words. Out: a file and its SHA-256; yes or no. The words are read, asked about and forgotten: a
//! fault names the place of a word, never the word.

use askama::Template;
use tokio::time::timeout;
use waypost_desk::command::{BackupReport, Command, KeyReport, Reply};
use waypost_desk::sheet::{SHEET_BYTES_MAX, Sheet, SheetFault};
use zeroize::Zeroizing;

use crate::fields::Fields;
use crate::pages::mend::{Mend, PATIENCE};
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, html, html_to_mend};
use crate::words::moments::seconds_until;

/// Older than this, what came since could only come back from partners: as the doctor judges.
const OLD_SECONDS: i64 = 7 * 86_400;
/// The longest path of Linux (PATH_MAX).
const PATH_BYTES_MAX: usize = 4_096;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        look("/backup", Right::Administer, list),
        act("/backup/make", Right::Administer, make),
        look("/backup/sheet", Right::Administer, sheet_page),
        act("/backup/sheet", Right::Administer, sheet),
    ]
}

#[derive(Template)]
#[template(path = "backup.html")]
struct List {
    page: Frame,
    mend: Mend,
    to: String,
    backups: Vec<BackupReport>,
    keys: KeyReport,
}

impl List {
    /// None for the last week.
    fn is_late(&self) -> bool {
        self.backups.first().is_none_or(|last| is_old(&last.at))
    }
}

fn is_old(at: &str) -> bool {
    seconds_until(at).is_none_or(|left| -left > OLD_SECONDS)
}

async fn list(visitor: Visitor) -> Answer {
    html(&show(&visitor, String::new(), Mend::default()).await?)
}

async fn show(visitor: &Visitor, to: String, mend: Mend) -> Result<List, Problem> {
    let Reply::Backups { backups } = visitor.ask(Command::BackupList).await? else {
        return Err(Problem::Broken);
    };
    let Reply::Keys(keys) = visitor.ask(Command::KeyShow).await? else {
        return Err(Problem::Broken);
    };
    let mut page = visitor.frame("backup-title", Place::Settings).await;
    page.path = "/backup".to_owned();
    Ok(List { page: page.with_error(!mend.is_empty()), mend, to, backups, keys })
}

#[derive(Template)]
#[template(path = "backup_made.html")]
struct Made {
    page: Frame,
    made: BackupReport,
}

/// Answered by a page and not by a way on: the file's whole path is told once, and kept nowhere.
async fn make(visitor: Visitor, fields: Fields) -> Answer {
    let to = fields.one("to").to_owned();
    let mut mend = Mend::default();
    if let Some(id) = folder_fault(&to) {
        mend.at("to", visitor.words.t(id));
    } else {
        let asked = visitor.app.ask(Command::BackupMake { to: to.clone() });
        let Ok(reply) = timeout(PATIENCE, asked).await else {
            return html_to_mend(&show(&visitor, to, Mend::still_working(&visitor)).await?);
        };
        match reply {
            Reply::Backup(made) => {
                let mut page = visitor.frame("backup-made-title", Place::Settings).await;
                page.path = "/backup".to_owned();
                return html(&Made { page, made });
            }
            Reply::Failed(failure) => {
                mend = Mend::failed(&visitor, &failure, |code| match code {
                    "no_folder"
                    | "backup_exists"
                    | "backup_not_written"
                    | "backup_not_as_written" => Some("to"),
                    _ => None,
                });
            }
            _ => return Err(Problem::Broken),
        }
    }
    html_to_mend(&show(&visitor, to, mend).await?)
}

/// The message for a text that names no folder; none where it may. The node may stand in another folder, so a way
/// from where it stands is none.
pub(crate) fn folder_fault(typed: &str) -> Option<&'static str> {
    match typed {
        "" => Some("folder-missing"),
        long if long.len() > PATH_BYTES_MAX => Some("folder-long"),
        path if !path.starts_with('/') || path.chars().any(char::is_control) => {
            Some("folder-not-whole")
        }
        _ => None,
    }
}

// The recovery sheet.

#[derive(Template)]
#[template(path = "sheet_check.html")]
struct SheetCheck {
    page: Frame,
    mend: Mend,
    right: bool,
}

async fn sheet_page(visitor: Visitor) -> Answer {
    let page = visitor.frame("sheet-title", Place::Settings).await;
    html(&SheetCheck { page, mend: Mend::default(), right: false })
}

async fn sheet(visitor: Visitor, fields: Fields) -> Answer {
    let typed = Zeroizing::new(fields.raw("words").to_owned());
    let mut mend = Mend::default();
    if typed.len() > SHEET_BYTES_MAX {
        mend.at("words", visitor.words.t("sheet-long"));
    } else {
        match Sheet::read(&typed) {
            Ok(sheet) => match visitor.app.ask(Command::KeyCheck { sheet: sheet.hex() }).await {
                Reply::Done { .. } => {
                    let page = visitor.frame("sheet-title", Place::Settings).await;
                    return html(&SheetCheck { page, mend, right: true });
                }
                Reply::Failed(failure) => mend = Mend::failed(&visitor, &failure, |_| None),
                _ => return Err(Problem::Broken),
            },
            Err(fault) => mend.at("words", fault_words(&visitor, fault)),
        }
    }
    let page = visitor.frame("sheet-title", Place::Settings).await.with_error(true);
    html_to_mend(&SheetCheck { page, mend, right: false })
}

fn fault_words(visitor: &Visitor, fault: SheetFault) -> String {
    match fault {
        SheetFault::Count(found) => visitor.words.count("sheet-count", found as u64),
        SheetFault::Unknown(place) => visitor.words.with("sheet-unknown", "place", place),
        SheetFault::Together => visitor.words.t("sheet-together"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_path_names_a_folder() {
        assert_eq!(folder_fault("/media/stick"), None);
        assert_eq!(folder_fault(""), Some("folder-missing"));
        for typed in ["stick", "../stick", "~/stick", "/a\nb", "/a\0b", "C:\\stick"] {
            assert_eq!(folder_fault(typed), Some("folder-not-whole"), "{typed:?}");
        }
        assert_eq!(folder_fault(&format!("/{}", "a".repeat(PATH_BYTES_MAX))), Some("folder-long"));
    }

    #[test]
    fn a_backup_is_late_after_a_week_and_so_is_a_time_that_does_not_read() {
        assert!(is_old("2020-01-01T00:00:00Z") && is_old("soon"));
        assert!(!is_old(&crate::words::moments::after(std::time::Duration::ZERO)));
    }
}
