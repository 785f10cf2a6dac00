//! A small world: a shelter, a clinic, a third organisation; their letters, their logs, and bundles of them.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bech32::{Bech32, Hrp};
use serde_json::{Value, json};

use super::write::{
    Body, CLINIC, Ed, Field, Letter, Org, SHELTER, THIRD, TODAY, Val, array, bstr, hex, join, mac,
    map, sha, tstr, uint,
};

pub(crate) type Hash = [u8; 32];
pub(crate) const DAY: u64 = 86_400;
pub(crate) const HOUR: u64 = 3_600;

/// A moment: so many days from the day of the world, and hours.
pub(crate) fn at(days: i64, hours: u64) -> u64 {
    (i64::from(TODAY) + days) as u64 * DAY + hours * HOUR
}

/// The pair's thread, and the referral's conversation.
pub(crate) const THREAD: [u8; 16] = [0x11; 16];
pub(crate) const REFERRAL: [u8; 16] = [0x55; 16];

// RFC 6962 2.1, by its definitions.

pub(crate) fn node(left: &Hash, right: &Hash) -> Hash {
    sha(&join(&[&[1], left, right]))
}

fn half(count: usize) -> usize {
    count.next_power_of_two() / 2
}

pub(crate) fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => sha(b""),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(half(leaves.len()));
            node(&root(left), &root(right))
        }
    }
}

/// RFC 6962 2.1.1: PATH(m, D[n]).
pub(crate) fn inclusion(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let k = half(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut path, sibling) = match index < k {
        true => (inclusion(index, left), root(right)),
        false => (inclusion(index - k, right), root(left)),
    };
    path.push(sibling);
    path
}

/// RFC 6962 2.1.2: PROOF(m, D[n]).
pub(crate) fn consistency(old: usize, leaves: &[Hash]) -> Vec<Hash> {
    fn sub(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
        if old == leaves.len() {
            return if whole { Vec::new() } else { vec![root(leaves)] };
        }
        let k = half(leaves.len());
        let (left, right) = leaves.split_at(k);
        let (mut path, sibling) = match old <= k {
            true => (sub(old, left, whole), root(right)),
            false => (sub(old - k, right, false), root(left)),
        };
        path.push(sibling);
        path
    }
    if old == 0 { Vec::new() } else { sub(old, leaves, true) }
}

/// The roots of the perfect subtrees, largest first.
pub(crate) fn frontier(leaves: &[Hash]) -> Vec<Hash> {
    match leaves.len() {
        0 => Vec::new(),
        count => {
            let first = 1 << count.ilog2();
            let (left, right) = leaves.split_at(first);
            [vec![root(left)], frontier(right)].concat()
        }
    }
}

// C2SP notes.

pub(crate) fn name_of(org: Org) -> String {
    format!("waypost/{}", bech32::encode::<Bech32>(Hrp::parse("wp").unwrap(), &org.id()).unwrap())
}

pub(crate) fn origin(org: Org, log: u32) -> String {
    if log == 1 { name_of(org) } else { format!("{}/{log}", name_of(org)) }
}

pub(crate) fn note_text(origin: &str, size: u64, root: &Hash) -> String {
    format!("{origin}\n{size}\n{}\n", STANDARD.encode(root))
}

pub(crate) fn line(name: &str, kind: u8, key: &Ed, material: &[u8]) -> String {
    let id = sha(&join(&[name.as_bytes(), b"\n", &[kind], &key.public()]));
    format!("\u{2014} {name} {}\n", STANDARD.encode(join(&[&id[..4], material])))
}

pub(crate) fn sign_plain(key: &Ed, text: &str) -> [u8; 64] {
    use ed25519_dalek::Signer as _;
    ed25519_dalek::SigningKey::from_bytes(&[key.0; 32]).sign(text.as_bytes()).to_bytes()
}

pub(crate) fn log_line(origin: &str, key: &Ed, text: &str) -> String {
    line(origin, 1, key, &sign_plain(key, text))
}

pub(crate) fn cosignature(witness: Org, key: &Ed, seconds: u64, text: &str) -> String {
    let message = format!("cosignature/v1\ntime {seconds}\n{text}");
    let material = join(&[&seconds.to_be_bytes(), &sign_plain(key, &message)]);
    line(&name_of(witness), 4, key, &material)
}

/// A checkpoint with its log's line and cosignatures.
pub(crate) fn note(org: Org, log: u32, size: u64, root: &Hash, cosigned: &[(Org, u64)]) -> String {
    let origin = origin(org, log);
    let text = note_text(&origin, size, root);
    let lines = cosigned.iter().map(|(w, seconds)| cosignature(*w, &w.signing(), *seconds, &text));
    format!("{text}\n{}{}", log_line(&origin, &org.signing(), &text), lines.collect::<String>())
}

// Letters.

/// A letter that was written.
#[derive(Clone)]
pub(crate) struct Written {
    pub(crate) letter: Letter,
    pub(crate) header: Vec<u8>,
    pub(crate) signature: [u8; 64],
}

impl Written {
    pub(crate) fn hash(&self) -> Hash {
        sha(&self.header)
    }

    pub(crate) fn leaf(&self, r: &Hash) -> Hash {
        leaf(r, &self.header, &self.signature)
    }
}

/// SPEC 15.1.
pub(crate) fn leaf(r: &Hash, header: &[u8], signature: &[u8; 64]) -> Hash {
    let entry = mac(r, &join(&[&sha(header), signature]));
    sha(&join(&[&[0], &entry]))
}

/// A signed head.
#[derive(Clone)]
pub(crate) struct Point {
    pub(crate) size: usize,
    pub(crate) cosigned: Vec<(Org, u64)>,
}

/// A node with its log.
#[derive(Clone)]
pub(crate) struct Node {
    pub(crate) org: Org,
    pub(crate) log: u32,
    pub(crate) leaves: Vec<Hash>,
    pub(crate) places: BTreeMap<Hash, (u64, Hash)>,
    pub(crate) points: Vec<Point>,
    /// Letters sent and kept, in the order of the log.
    pub(crate) kept: Vec<Written>,
}

impl Node {
    pub(crate) fn new(org: Org) -> Self {
        Self {
            org,
            log: 1,
            leaves: Vec::new(),
            places: BTreeMap::new(),
            points: Vec::new(),
            kept: Vec::new(),
        }
    }

    pub(crate) fn keep(&mut self, written: &Written) {
        let index = self.leaves.len() as u64;
        let r = sha(&join(&[b"r", &self.org.id(), &index.to_be_bytes()]));
        self.leaves.push(written.leaf(&r));
        self.places.insert(written.hash(), (index, r));
        self.kept.push(written.clone());
    }

    /// Signs a head, and has it cosigned.
    pub(crate) fn sign(&mut self, cosigned: &[(Org, u64)]) {
        self.points.push(Point { size: self.leaves.len(), cosigned: cosigned.to_vec() });
    }

    pub(crate) fn root_at(&self, size: usize) -> Hash {
        root(&self.leaves[..size])
    }

    pub(crate) fn note_of(&self, point: &Point) -> String {
        let root = self.root_at(point.size);
        note(self.org, self.log, point.size as u64, &root, &point.cosigned)
    }

    /// What its next header says of its log.
    pub(crate) fn pledge(&self) -> Option<(u64, Hash, u32)> {
        let last = self.points.last()?;
        Some((last.size as u64, self.root_at(last.size), self.log))
    }
}

/// How a letter is written: the fields, and what may be odd about it.
pub(crate) struct Draft {
    pub(crate) kind: u8,
    pub(crate) conversation: [u8; 16],
    pub(crate) at: u64,
    pub(crate) fields: Vec<Field>,
    /// The author has seen the other side's last letter.
    pub(crate) sees: bool,
    /// It arrives.
    pub(crate) arrives: bool,
}

impl Draft {
    pub(crate) fn new(kind: u8, conversation: [u8; 16], at: u64, fields: Vec<Field>) -> Self {
        let at_field = (0, "at", Val::Number(at));
        let fields = [vec![at_field], fields].concat();
        Self { kind, conversation, at, fields, sees: true, arrives: true }
    }
}

/// A move, with what its table asks for.
pub(crate) fn moved(name: &'static str, at: u64, more: Vec<Field>) -> Draft {
    let fields = [vec![(0, "move", Val::Text(name))], more].concat();
    Draft::new(2, REFERRAL, at, fields)
}

/// A receipt for a letter.
pub(crate) fn receipt(of: Hash, conversation: [u8; 16], at: u64) -> Draft {
    let fields = vec![(0, "of", Val::Bytes(of.to_vec())), (0, "stage", Val::Text("opened"))];
    Draft::new(3, conversation, at, fields)
}

/// The referral: what an auditor is shown, a need that it is not, and a name of another section.
pub(crate) fn referral(at: u64, valid_until: u32) -> Draft {
    let fields = vec![
        (0, "urgency", Val::Text("urgent")),
        (0, "need.0.service", Val::Text("shelter_emergency")),
        (0, "consent.id", Val::Bytes(vec![0xc0; 16])),
        (0, "consent.valid_until", Val::Number(valid_until.into())),
        (0, "consent.followup_ok", Val::Flag(true)),
        (1, "prs_FirstName", Val::Text("Somebody")),
    ];
    Draft::new(1, REFERRAL, at, fields)
}

/// What fields an auditor is shown of a kind (SPEC 15.5).
fn shown_keys(kind: u8) -> &'static [&'static str] {
    match kind {
        1 => &[
            "at",
            "urgency",
            "consent.id",
            "consent.valid_until",
            "consent.override_reason",
            "consent.followup_ok",
        ],
        2 => &["at", "move", "of", "answer", "what", "review_by", "arrive_by", "day", "consent"],
        3 => &["at", "of", "stage"],
        4 => &["at", "of", "sections"],
        _ => &[],
    }
}

/// Two nodes and what they write to each other.
#[derive(Clone)]
pub(crate) struct Play {
    pub(crate) shelter: Node,
    pub(crate) clinic: Node,
}

impl Play {
    pub(crate) fn new() -> Self {
        Self { shelter: Node::new(SHELTER), clinic: Node::new(CLINIC) }
    }

    /// Writes a letter from one side, and keeps it at both. Returns its hash.
    pub(crate) fn write(&mut self, from: Org, draft: Draft) -> Hash {
        let pledge = self.node(from).pledge();
        let written = self.draft(from, &draft, pledge);
        self.node(from).keep(&written);
        let other = if from.0 == SHELTER.0 { CLINIC } else { SHELTER };
        if draft.arrives {
            self.node(other).keep(&written);
        }
        written.hash()
    }

    pub(crate) fn node(&mut self, org: Org) -> &mut Node {
        if org.0 == SHELTER.0 { &mut self.shelter } else { &mut self.clinic }
    }

    /// A letter as its author writes it, kept by nobody yet.
    pub(crate) fn draft(
        &mut self,
        from: Org,
        draft: &Draft,
        pledge: Option<(u64, Hash, u32)>,
    ) -> Written {
        let to = if from.0 == SHELTER.0 { CLINIC } else { SHELTER };
        let kept = self.node(from).kept.clone();
        let of = |org: Org| {
            let here = kept.iter().filter(|w| w.letter.conversation == draft.conversation);
            here.filter(move |w| w.letter.from.0 == org.0).collect::<Vec<_>>()
        };
        let (own, theirs) = (of(from), of(to));
        let seed = sha(&join(&[b"seed", &from.id(), &draft.conversation, &[own.len() as u8]]));
        let letter = Letter {
            from,
            to,
            kind: draft.kind,
            prekey: [0x99; 32],
            conversation: draft.conversation,
            seq: own.len() as u32,
            prev: own.last().map(|w| w.hash()),
            answers: theirs.last().map(|w| w.hash()).filter(|_| draft.sees),
            day: (draft.at / DAY) as u32,
            expires: (draft.at / DAY) as u32 + 30,
            body: Body { fields: draft.fields.clone(), seed, shown: vec![0] },
            disclosed: vec![],
            tail: vec![],
        };
        sign(letter, pledge)
    }
}

/// Signs a letter whose header pledges to a head.
pub(crate) fn sign(letter: Letter, pledge: Option<(u64, Hash, u32)>) -> Written {
    let mut entries = letter.entries();
    if let Some((size, root, log)) = pledge {
        let mut head = vec![(0, uint(size)), (1, bstr(&root))];
        if log > 1 {
            head.push((2, uint(log)));
        }
        entries.push((16, map(&head)));
    }
    let header = map(&entries);
    let signature = letter.from.signing().sign("waypost/letter/v1", &header);
    Written { letter, header, signature }
}

// Bundles (SPEC 15.5).

/// A body's tree without what is held back.
#[derive(Clone)]
pub(crate) struct Shown {
    pub(crate) depth: u8,
    pub(crate) disclosed: Vec<Vec<u8>>,
    pub(crate) hashes: Vec<Hash>,
}

/// Shows the fields of a body whose places are chosen.
pub(crate) fn prune(body: &Body, chosen: &[usize]) -> Shown {
    fn hashes(leaves: &[Hash], first: usize, chosen: &[usize], out: &mut Vec<Hash>) {
        let inside = chosen.iter().any(|i| (first..first + leaves.len()).contains(i));
        match (inside, leaves.len()) {
            (false, _) => out.push(root(leaves)),
            (true, 1) => {}
            (true, count) => {
                let (left, right) = leaves.split_at(count / 2);
                hashes(left, first, chosen, out);
                hashes(right, first + count / 2, chosen, out);
            }
        }
    }
    let leaves = body.leaves();
    let mut out = Vec::new();
    hashes(&leaves, 0, chosen, &mut out);
    let disclosed = chosen
        .iter()
        .map(|i| super::write::disclosed(*i, &body.salt(*i), &body.fields[*i]))
        .collect();
    Shown { depth: leaves.len().ilog2() as u8, disclosed, hashes: out }
}

/// A letter's record.
#[derive(Clone)]
pub(crate) struct Shows {
    pub(crate) written: Written,
    pub(crate) header: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) place: Option<(u64, Hash)>,
    pub(crate) shown: Option<Shown>,
}

impl Shows {
    pub(crate) fn of(written: &Written, place: Option<(u64, Hash)>) -> Self {
        let keys = shown_keys(written.letter.kind);
        let fields = written.letter.body.fields.iter().enumerate();
        let chosen: Vec<usize> =
            fields.filter(|(_, f)| f.0 == 0 && keys.contains(&f.1)).map(|(i, _)| i).collect();
        let shown = (!chosen.is_empty()).then(|| prune(&written.letter.body, &chosen));
        Self {
            written: written.clone(),
            header: written.header.clone(),
            signature: written.signature.to_vec(),
            place,
            shown,
        }
    }

    fn record(&self) -> Vec<u8> {
        let place = match &self.place {
            Some((index, r)) => array(&[uint(*index), bstr(r)]),
            None => array(&[]),
        };
        let shown = shown_cbor(self.shown.as_ref());
        array(&[uint(7u8), bstr(&self.header), bstr(&self.signature), place, shown])
    }
}

pub(crate) fn shown_cbor(shown: Option<&Shown>) -> Vec<u8> {
    match shown {
        None => array(&[]),
        Some(shown) => {
            let hashes: Vec<Vec<u8>> = shown.hashes.iter().map(|h| bstr(h)).collect();
            array(&[uint(shown.depth), array(&shown.disclosed), array(&hashes)])
        }
    }
}

/// A conversation's record, and those of its letters.
#[derive(Clone)]
pub(crate) struct Talk {
    pub(crate) id: [u8; 16],
    pub(crate) partner: Hash,
    pub(crate) kind: u8,
    pub(crate) letters: Vec<Shows>,
}

/// Leaves, or a checkpoint.
#[derive(Clone)]
pub(crate) enum Part {
    Leaves(Vec<Hash>),
    Point(String),
}

/// A bundle, part by part, before any fault is put in.
#[derive(Clone)]
pub(crate) struct Bundle {
    pub(crate) org: Org,
    pub(crate) version: u8,
    pub(crate) log: u32,
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) made: u64,
    pub(crate) first: u64,
    pub(crate) last: u64,
    pub(crate) start: u64,
    pub(crate) size: u64,
    pub(crate) root: Hash,
    pub(crate) recipient: Hash,
    pub(crate) signer: u8,
    pub(crate) frontier: Vec<Hash>,
    pub(crate) key_logs: Vec<(Vec<u8>, &'static str)>,
    pub(crate) earlier: Vec<(String, Vec<Hash>)>,
    pub(crate) parts: Vec<Part>,
    pub(crate) talks: Vec<Talk>,
    pub(crate) end: Option<(u64, u64)>,
}

/// The auditor: an X25519 key of one byte, repeated.
pub(crate) const AUDITOR: u8 = 0xa0;

pub(crate) fn auditor_text(seed: u8) -> String {
    let public = super::write::x_public(seed);
    bech32::encode::<Bech32>(Hrp::parse("age").unwrap(), &public).unwrap()
}

pub(crate) fn identity_text(seed: u8) -> String {
    let hrp = Hrp::parse("age-secret-key-").unwrap();
    bech32::encode::<Bech32>(hrp, &[seed; 32]).unwrap().to_uppercase()
}

impl Bundle {
    /// What a node shows: all of its log from `start`, and every conversation.
    pub(crate) fn of(node: &Node, start: usize, partners: &[Org]) -> Self {
        let size = node.points.last().unwrap().size;
        let mut others: Vec<Org> = [CLINIC, SHELTER, THIRD].to_vec();
        others.retain(|org| org.0 != node.org.0 && partners.iter().any(|p| p.0 == org.0));
        others.sort_by_key(|org| org.id());
        let key_logs = [vec![node.org], others].concat();
        let mut reached = start;
        let mut parts = Vec::new();
        for point in node.points.iter().filter(|point| point.size > start) {
            parts.push(Part::Leaves(node.leaves[reached..point.size].to_vec()));
            parts.push(Part::Point(node.note_of(point)));
            reached = point.size;
        }
        Self {
            org: node.org,
            version: 1,
            log: node.log,
            from: TODAY - 5,
            to: TODAY + 5,
            made: at(6, 0),
            first: start as u64,
            last: size as u64,
            start: start as u64,
            size: size as u64,
            root: node.root_at(size),
            recipient: sha(auditor_text(AUDITOR).as_bytes()),
            signer: node.org.0,
            frontier: frontier(&node.leaves[..start]),
            key_logs: key_logs.iter().map(|org| (org.key_log(&[]), called(*org))).collect(),
            earlier: Vec::new(),
            parts,
            talks: talks(node),
            end: None,
        }
    }

    pub(crate) fn talk(&mut self, id: [u8; 16]) -> &mut Talk {
        self.talks.iter_mut().find(|talk| talk.id == id).unwrap()
    }

    /// The record of the letter of that kind, of that author, of which there is one or which is the first.
    pub(crate) fn letter(&mut self, from: Org, kind: u8) -> &mut Shows {
        let letters = self.talks.iter_mut().flat_map(|talk| &mut talk.letters);
        let mut fitting =
            letters.filter(|l| l.written.letter.from.0 == from.0 && l.written.letter.kind == kind);
        fitting.next().unwrap()
    }

    pub(crate) fn statement(&self) -> Vec<u8> {
        map(&[
            (0, uint(self.version)),
            (1, bstr(&self.org.id())),
            (2, uint(self.log)),
            (3, uint(self.from)),
            (4, uint(self.to)),
            (5, uint(self.made)),
            (6, uint(self.first)),
            (7, uint(self.last)),
            (8, uint(self.start)),
            (9, uint(self.size)),
            (10, bstr(&self.root)),
            (11, bstr(&self.recipient)),
        ])
    }

    /// Its records, without their lengths.
    pub(crate) fn records(&self) -> Vec<Vec<u8>> {
        let hashes = |list: &[Hash]| array(&list.iter().map(|h| bstr(h)).collect::<Vec<_>>());
        let statement = self.statement();
        let signature = Ed(self.signer).sign("waypost/audit/v1", &statement);
        let head = [uint(1u8), bstr(&statement), bstr(&signature), hashes(&self.frontier)];
        let mut records = vec![array(&head)];
        for (log, name) in &self.key_logs {
            records.push(array(&[uint(2u8), bstr(log), tstr(name)]));
        }
        for (note, proof) in &self.earlier {
            records.push(array(&[uint(3u8), tstr(note), bstr(&proof.concat())]));
        }
        for part in &self.parts {
            records.push(match part {
                Part::Leaves(leaves) => array(&[uint(4u8), bstr(&leaves.concat())]),
                Part::Point(note) => array(&[uint(5u8), tstr(note)]),
            });
        }
        let mut letters = 0;
        for talk in &self.talks {
            let (id, partner) = (bstr(&talk.id), bstr(&talk.partner));
            records.push(array(&[uint(6u8), id, partner, uint(talk.kind)]));
            records.extend(talk.letters.iter().map(Shows::record));
            letters += talk.letters.len() as u64;
        }
        let (talks, letters) = self.end.unwrap_or((self.talks.len() as u64, letters));
        records.push(array(&[uint(8u8), uint(talks), uint(letters)]));
        records
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        framed(&self.records())
    }

    fn leaves(&self) -> Vec<Hash> {
        let parts = self.parts.iter().map(|part| match part {
            Part::Leaves(leaves) => leaves.clone(),
            Part::Point(_) => Vec::new(),
        });
        parts.collect::<Vec<_>>().concat()
    }

    /// What is to be said of this file; what a fault changes is put in by the case.
    pub(crate) fn counts(&self, witnesses: &[Org]) -> Value {
        let letters = || self.talks.iter().flat_map(|t| t.letters.iter().map(move |l| (t, l)));
        let leaves = self.leaves();
        let opens = |shows: &Shows| {
            let Some((index, r)) = &shows.place else { return false };
            let leaf = leaves.get((*index - self.start) as usize);
            let own = leaf.is_some_and(|leaf| {
                *leaf
                    == self::leaf(r, &shows.header, shows.signature.as_slice().try_into().unwrap())
            });
            own && (self.first..self.last).contains(index)
        };
        let mut witnesses: Vec<String> = witnesses.iter().map(|org| hex(&org.id())).collect();
        witnesses.sort();
        json!({
            "entries": self.last - self.first,
            "opened": letters().filter(|(_, l)| opens(l)).count(),
            "erased": letters().filter(|(t, _)| t.kind == 2).count(),
            "letters": letters().count(),
            "witnesses": witnesses,
        })
    }
}

/// Every conversation that a node kept, as it shows it.
pub(crate) fn talks(node: &Node) -> Vec<Talk> {
    let mut talks: BTreeMap<[u8; 16], Talk> = BTreeMap::new();
    for written in &node.kept {
        let letter = &written.letter;
        let partner = if letter.from.0 == node.org.0 { letter.to.id() } else { letter.from.id() };
        let kind = u8::from(letter.conversation != REFERRAL);
        let talk = talks.entry(letter.conversation).or_insert(Talk {
            id: letter.conversation,
            partner,
            kind,
            letters: Vec::new(),
        });
        let place = node.places.get(&written.hash()).copied();
        talk.letters.push(Shows::of(written, place));
    }
    let mut talks: Vec<Talk> = talks.into_values().collect();
    talks.iter_mut().for_each(sort);
    talks
}

/// SPEC 15.5: by sender, seq, header hash.
pub(crate) fn sort(talk: &mut Talk) {
    talk.letters
        .sort_by_key(|l| (l.written.letter.from.id(), l.written.letter.seq, sha(&l.header)));
}

/// Records with their lengths, after the magic.
pub(crate) fn framed(records: &[Vec<u8>]) -> Vec<u8> {
    let with_length = |record: &Vec<u8>| join(&[&(record.len() as u32).to_be_bytes(), record]);
    let records: Vec<Vec<u8>> = records.iter().map(with_length).collect();
    join(&[b"WPAUDIT1", &records.concat()])
}

fn called(org: Org) -> &'static str {
    match org.0 {
        0x10 => "House by the Bridge",
        0x20 => "Clinic on the Hill",
        _ => "Legal Aid",
    }
}
