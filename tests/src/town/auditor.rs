//! An auditor comes to town: what a house shares, read as anybody reads it.

use std::io::Cursor;

use waypost_audit::bundle::Records;
use waypost_audit::compare::read_all;
use waypost_audit::record::{MAGIC, Record};
use waypost_audit::verify::{Asked, Reading, Summary};
use waypost_desk::command::{Command, Reply, SharePage, WitnessReport, WitnessRow, unhex};

use super::Town;

/// An auditor's public key. Nobody here has the other half: bundles are read before they are sealed.
pub const AUDITOR: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";

impl Town {
    /// What a house knows of heads and witnesses.
    pub fn witness(&mut self, house: usize) -> WitnessReport {
        match self.ask(house, Command::AuditWitness { now: false }) {
            Reply::Witness(report) => *report,
            other => panic!("{other:?}"),
        }
    }

    /// The same, of one partner.
    pub fn witness_of(&mut self, house: usize, other: usize) -> WitnessRow {
        let short = self.partner(house, other);
        let rows = self.witness(house).partners;
        rows.into_iter().find(|row| row.partner == short).expect("a confirmed partner")
    }

    /// A person has a head signed now, and partners asked.
    pub fn sign_head(&mut self, house: usize) -> Reply {
        self.ask(house, Command::AuditWitness { now: true })
    }

    /// A bundle as an auditor reads it, unsealed: of all days between two.
    pub fn share(&mut self, house: usize, from: &str, to: &str) -> Vec<u8> {
        self.share_log(house, (from, to), None)
    }

    /// The same, of a log that may be an earlier one.
    pub fn share_log(&mut self, house: usize, days: (&str, &str), log: Option<u32>) -> Vec<u8> {
        let pages = self.share_pages(house, days, log);
        pages.iter().fold(MAGIC.to_vec(), |mut bundle, page| {
            bundle.extend(unhex(&page.records).unwrap().iter());
            bundle
        })
    }

    /// The pages in which it comes.
    pub fn share_pages(
        &mut self,
        house: usize,
        (from, to): (&str, &str),
        log: Option<u32>,
    ) -> Vec<SharePage> {
        let (from, to, recipient) = (from.to_owned(), to.to_owned(), AUDITOR.to_owned());
        let begin = Command::AuditShare { from, to, recipient, log };
        let Reply::ShareBegun(begun) = self.ask(house, begin) else { panic!("no share is begun") };
        let mut pages: Vec<SharePage> = Vec::new();
        while !pages.last().is_some_and(|page| page.done) {
            let page = pages.len() as u32;
            match self.ask(house, Command::AuditSharePage { id: begun.id.clone(), page }) {
                Reply::SharePage(page) => pages.push(page),
                other => panic!("{other:?}"),
            }
        }
        pages
    }

    /// What an auditor says of several bundles side by side.
    pub fn audited(bundles: &[Vec<u8>], witnesses: usize) -> Vec<Summary> {
        let asked = Asked { witnesses, recipient: Some(AUDITOR.to_owned()) };
        let readings = bundles.iter().map(|bundle| {
            let records = Records::plain(Cursor::new(bundle.clone())).unwrap();
            Reading::begin(records, &asked).unwrap()
        });
        read_all(readings.collect(), |_| ()).unwrap()
    }

    /// What is wrong with them, in words; nothing if all holds.
    pub fn wrong(bundles: &[Vec<u8>], witnesses: usize) -> Vec<String> {
        let summaries = Self::audited(bundles, witnesses);
        let words = summaries.iter().zip(0..).flat_map(|(summary, file)| {
            summary.findings.kept().map(move |finding| format!("{file}: {finding:?}"))
        });
        words.collect()
    }
}

/// The records of a bundle.
pub fn records(bundle: &[u8]) -> Vec<Record> {
    let mut records = Records::plain(Cursor::new(bundle)).unwrap();
    let mut all = Vec::new();
    while let Some(record) = records.next_record().unwrap() {
        all.push(record);
    }
    all
}
