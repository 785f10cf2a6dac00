//! Files of a referral: in, part by part from the browser to the desk; out, part by part from the desk to the browser.
//!
//! In: a form with a file; an attachment's number. Out: the referral's page; bytes to be saved. Neither is ever whole
//! in memory, and nothing is shown inside the browser: whoever wrote a file does not write our pages. Who saved one is
//! written down by the desk.

use std::io;

use askama::Template;
use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures::{Stream, stream};
use sha2::{Digest, Sha256};
use waypost_case::codes::Section;
use waypost_desk::command::{
    ATTACHMENT_BYTES_MAX, AttachmentReport, Command, PART_PIECES_MAX, PIECE_BYTES, Reply, Secret,
    hex, unhex,
};

use super::controls::{Choice, Control};
use super::moves::{about, coded};
use super::upload::{Fault, Head, Upload, pass_over};
use super::{Look, address, referral};
use crate::app::App;
use crate::pages::trouble;
use crate::roles::Right;
use crate::routes::{Route, look, upload};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend};

/// One part as the desk takes it.
const PART_BYTES: usize = PART_PIECES_MAX * PIECE_BYTES;
/// Endings of files and their media types: what offices scan and write. Others are named by nothing.
const MEDIA_TYPES: [(&str, &str); 10] = [
    ("pdf", "application/pdf"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("tif", "image/tiff"),
    ("heic", "image/heic"),
    ("txt", "text/plain"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];
/// What is none of them.
const BYTES: &str = "application/octet-stream";

pub(super) fn routes() -> Vec<Route> {
    vec![
        look("/referral/{referral}/attach", Right::Answer, form),
        upload("/referral/{referral}/attach", Right::Answer, attach),
        look("/referral/{referral}/attachment/{attachment}", Right::SeeReferrals, save),
    ]
}

#[derive(Template)]
#[template(path = "attach.html")]
pub(super) struct AttachPage {
    pub(super) page: Frame,
    pub(super) number: String,
    pub(super) about: String,
    pub(super) section: Control,
    pub(super) failure: Option<(String, String)>,
}

impl AttachPage {
    pub(super) fn new(page: Frame, report: &waypost_desk::command::ReferralReport) -> Self {
        let words = page.words;
        // Needs cannot be withheld or erased alone: no file belongs to them.
        let codes = Section::ALL.iter().filter(|section| **section != Section::Needs);
        let mut choices: Vec<Choice> =
            coded(words, "section", codes.map(|section| section.as_str()));
        for choice in &mut choices {
            choice.chosen = choice.code == Section::Documents.as_str();
            if choice.code == Section::Account.as_str() {
                choice.hint = Some(words.t("hint-account"));
            }
        }
        Self {
            number: report.row.referral.clone(),
            about: about(words, report),
            section: Control::one("section", words.t("ask-file-section"), choices)
                .with_hint(words.t("hint-file-section")),
            failure: None,
            page,
        }
    }
}

async fn form(visitor: Visitor, Path(number): Path<String>) -> Answer {
    let report = referral(&visitor, &number, Look::Aside).await?;
    let page = visitor.frame("attach-title", Place::Referrals).await;
    html(&AttachPage::new(page, &report))
}

async fn attach(visitor: Visitor, Path(number): Path<String>, request: Request) -> Answer {
    let report = referral(&visitor, &number, Look::Aside).await?;
    let (parts, body) = request.into_parts();
    let mut body = body.into_data_stream();
    let failure = match take_in(&visitor, &number, &parts.headers, &mut body).await {
        Ok(()) => return go(address(&number)),
        Err(Trouble::Of(fault)) => {
            let say =
                |part: &str| visitor.words.coded("upload", &format!("{}-{part}", fault.as_str()));
            (say("what"), say("hint"))
        }
        Err(Trouble::Asked(Problem::Failed(failure))) if failure.code != "locked" => {
            trouble::said(&visitor, &failure)
        }
        Err(Trouble::Asked(problem)) => return Err(problem),
    };
    pass_over(&mut body).await;
    let page = visitor.frame("attach-title", Place::Referrals).await.with_error(true);
    html_to_mend(&AttachPage { failure: Some(failure), ..AttachPage::new(page, &report) })
}

/// Why a file is not attached.
enum Trouble {
    Of(Fault),
    Asked(Problem),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Of(fault)
    }
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Self::Asked(problem)
    }
}

async fn take_in(
    visitor: &Visitor,
    number: &str,
    headers: &HeaderMap,
    body: &mut BodyDataStream,
) -> Result<(), Trouble> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let length = text(header::CONTENT_LENGTH).and_then(|length| length.parse().ok());
    let kind = text(header::CONTENT_TYPE).unwrap_or_default();
    let mut file = Upload::new(kind, length, ATTACHMENT_BYTES_MAX, body)?;
    let head = file.head(ATTACHMENT_BYTES_MAX).await?;
    let begun = begin(visitor, number, &head).await?;
    let mut from = 0;
    while from < head.bytes {
        let part = file.piece(PART_BYTES).await?;
        let data = Secret(hex(&part).to_string());
        visitor.ask(Command::AttachPart { upload: begun.upload.clone(), from, data }).await?;
        from += part.len() as u64;
    }
    begun.end(visitor).await?;
    Ok(())
}

async fn begin(visitor: &Visitor, number: &str, head: &Head) -> Result<Begun, Problem> {
    let name = match head.text("name") {
        "" => file_name(&head.file_name),
        name => name,
    };
    let begin = Command::AttachBegin {
        referral: number.to_owned(),
        section: head.text("section").to_owned(),
        name: name.to_owned(),
        media_type: media_type(&head.file_name).to_owned(),
        bytes: head.bytes,
    };
    match visitor.ask(begin).await? {
        Reply::Attaching { upload, .. } => {
            Ok(Begun { app: visitor.app.clone(), upload, over: false })
        }
        _ => Err(Problem::Broken),
    }
}

/// A file that the desk takes in. If it is left before its end, the desk is told, so that it erases what came.
struct Begun {
    app: App,
    upload: String,
    over: bool,
}

impl Begun {
    async fn end(mut self, visitor: &Visitor) -> Result<(), Problem> {
        self.over = true;
        visitor.ask(Command::AttachEnd { upload: self.upload.clone() }).await.map(drop)
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        if self.over {
            return;
        }
        let (app, upload) = (self.app.clone(), std::mem::take(&mut self.upload));
        // The browser may be gone, and this answer with it: it is told beside. Not all of the file is in, so that
        // its end is refused.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { app.ask(Command::AttachEnd { upload }).await });
        }
    }
}

/// The name alone: some browsers send a path.
fn file_name(sent: &str) -> &str {
    sent.rsplit(['/', '\\']).next().unwrap_or_default().trim()
}

/// By its ending. What it really is, nobody here looks at.
fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    MEDIA_TYPES.iter().find(|(known, _)| *known == ending).map_or(BYTES, |(_, media)| media)
}

/// The ending of a media type that is one of ours.
fn ending(media_type: &str) -> &'static str {
    MEDIA_TYPES.iter().find(|(_, known)| *known == media_type).map_or("bin", |(ending, _)| ending)
}

/// A file to be saved: never shown by the browser, and named by numbers alone, for a name may be a person's.
async fn save(visitor: Visitor, Path((number, attachment)): Path<(String, String)>) -> Answer {
    let report = referral(&visitor, &number, Look::Aside).await?;
    let known = report.attachments.iter().find(|file| file.attachment == attachment);
    let attachment = known.ok_or(Problem::NotFound)?.attachment.clone();
    // Whatever can fail fails before the first byte is on its way.
    let first = part(&visitor, &number, &attachment, 0).await?;
    let (length, name) = (first.report.bytes, saved_name(&number, &first.report));
    let read = Reading { visitor, number, attachment, next: Some(first), hasher: Sha256::new() };
    Ok(as_file(&name, length, Body::from_stream(read.stream())))
}

fn saved_name(number: &str, report: &AttachmentReport) -> String {
    format!("{number}-{}.{}", report.attachment, ending(&report.media_type))
}

fn as_file(name: &str, length: u64, body: Body) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(BYTES));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    // Numbers and an ending of ours: nothing that a header could not carry.
    let saved = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let saved = saved.unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_DISPOSITION, saved);
    response
}

/// Some pieces of a file.
struct Part {
    report: AttachmentReport,
    from: u64,
    data: Vec<u8>,
}

async fn part(
    visitor: &Visitor,
    number: &str,
    attachment: &str,
    from: u64,
) -> Result<Part, Problem> {
    let read = Command::AttachmentRead {
        referral: number.to_owned(),
        attachment: attachment.to_owned(),
        from,
        by: visitor.user(),
    };
    match visitor.ask(read).await? {
        Reply::AttachmentPart { attachment, from, data } => {
            let data = unhex(&data.0).ok_or(Problem::Broken)?.to_vec();
            Ok(Part { report: *attachment, from, data })
        }
        _ => Err(Problem::Broken),
    }
}

/// A file on its way out.
struct Reading {
    visitor: Visitor,
    number: String,
    attachment: String,
    next: Option<Part>,
    hasher: Sha256,
}

impl Reading {
    fn stream(self) -> impl Stream<Item = io::Result<Bytes>> {
        stream::try_unfold(self, |mut reading| async move {
            let Some(part) = reading.next.take() else { return Ok(None) };
            let data = reading.go_on(part).await?;
            Ok(Some((data, reading)))
        })
    }

    /// Gives a part out and asks for the next. The last one is held back if the whole is not what was announced: the
    /// browser then lacks bytes, and says that the file is not there.
    async fn go_on(&mut self, part: Part) -> io::Result<Bytes> {
        self.hasher.update(&part.data);
        let ends = part.from + part.data.len() as u64;
        if part.data.is_empty() || ends > part.report.bytes {
            return Err(broken());
        }
        if ends == part.report.bytes {
            let found = std::mem::take(&mut self.hasher).finalize();
            if *hex(&found) != part.report.sha256 {
                return Err(broken());
            }
            return Ok(part.data.into());
        }
        let next = self::part(&self.visitor, &self.number, &self.attachment, ends).await;
        self.next = Some(next.map_err(|_| broken())?);
        Ok(part.data.into())
    }
}

fn broken() -> io::Error {
    io::Error::other("the attachment cannot be read to its end")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::referral::tests::attachment;

    #[test]
    fn a_file_is_saved_under_numbers_and_an_ending_of_ours() {
        let saved = |media: &str| {
            let mut report = attachment();
            media.clone_into(&mut report.media_type);
            saved_name("R12", &report)
        };
        assert_eq!(saved("application/pdf"), "R12-A1.pdf");
        for other in ["text/html", "image/svg+xml", "application/x-msdownload", "../../x", ""] {
            assert_eq!(saved(other), "R12-A1.bin", "{other}");
        }
    }

    #[test]
    fn a_file_is_never_shown_in_the_browser() {
        let response = as_file("R12-A1.pdf", 3, Body::from("abc"));
        let header =
            |name: &HeaderName| response.headers()[name].to_str().expect("text").to_owned();
        assert_eq!(header(&header::CONTENT_TYPE), "application/octet-stream");
        assert_eq!(header(&header::CONTENT_DISPOSITION), "attachment; filename=\"R12-A1.pdf\"");
        assert_eq!(header(&header::CONTENT_LENGTH), "3");
    }

    #[test]
    fn a_path_is_no_name_and_an_ending_is_read_in_any_case() {
        assert_eq!(file_name("C:\\scans\\a.pdf"), "a.pdf");
        assert_eq!(file_name("a/b.pdf"), "b.pdf");
        assert_eq!(media_type("Scan.PDF"), "application/pdf");
        assert_eq!(media_type("scan"), BYTES);
        assert_eq!(media_type("page.html"), BYTES);
    }
}
