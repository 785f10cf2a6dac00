//! A town of houses (organisations) and a post office that loses, repeats, reorders and delays, with
//! power cuts at any step of either disk. Everything follows from one seed.

pub mod auditor;
mod mailbox;
pub mod stick;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use waypost_case::Form;
use waypost_desk::DeskError;
use waypost_desk::command::{Command, PartnerReport, ReferralReport, ReferralRow, Reply, Secret};
use waypost_desk::desk::{Desk, Effect, Input, Preferences};
use waypost_desk::founding::{Ground, Profile, found};
use waypost_desk::{Carrying, Chore, Retention, Witnesses};
use waypost_net::{FailWhy, Verdict};
use waypost_protocol::ids::{NodeId, Time};
use waypost_store::testing::{Fault, SimDisk};
use waypost_store::{Disk, Hardness, Options, RealDisk, Store};

pub use self::mailbox::Mailbox;

/// 2026-03-01, and a day has many steps.
const START: Time = Time(1_772_323_200);

/// One organisation: a desk on a simulated disk.
pub struct House {
    /// Its short name among its partners is made from this.
    pub name: String,
    folder: tempfile::TempDir,
    /// Its disk, for faults.
    pub disk: SimDisk,
    /// The 32 bytes on its recovery sheet.
    pub sheet: [u8; 32],
    desk: Option<Desk>,
    node: NodeId,
    crashes: u64,
    mended: u64,
    /// How far its clock is off.
    pub clock_off_seconds: i64,
    /// Switched off: no tick reaches it.
    pub asleep: bool,
    /// Which partners count as witnesses, from the next start on; all if none is named.
    pub witnesses: Vec<String>,
}

/// A frame on its way.
struct Carried {
    from: usize,
    to: usize,
    ticket: u64,
    frame: Arc<[u8]>,
}

/// What the post office and the weather may do, in parts of a thousand.
#[derive(Debug, Clone, Copy)]
pub struct Weather {
    /// A frame is lost before it arrives.
    pub lost: u32,
    /// A frame arrives, and comes again later.
    pub repeated: u32,
    /// The answer to a frame is lost.
    pub answer_lost: u32,
    /// A power cut strikes during a step.
    pub power_cut: u32,
    /// The disk has no room during a step.
    pub disk_full: u32,
    /// sled's folder is gone after a crash.
    pub index_gone: u32,
}

impl Weather {
    /// Everything works; only the order is by chance.
    pub const CALM: Self =
        Self { lost: 0, repeated: 0, answer_lost: 0, power_cut: 0, disk_full: 0, index_gone: 0 };
    /// A bad season.
    pub const STORM: Self = Self {
        lost: 120,
        repeated: 120,
        answer_lost: 120,
        power_cut: 25,
        disk_full: 10,
        index_gone: 300,
    };
}

/// The town.
pub struct Town {
    /// Mailboxes that stand in it, by their node.
    pub mailboxes: BTreeMap<NodeId, Mailbox>,
    errands: Vec<(usize, mailbox::Errand)>,
    /// For how long a mailbox's operator permits its use.
    pub grant_days: u32,
    /// Nobody can dial anybody: NAT everywhere.
    pub nobody_is_reached: bool,
    /// The houses.
    pub houses: Vec<House>,
    post: Vec<Carried>,
    /// All chance comes from here.
    pub rng: ChaCha20Rng,
    /// The one clock.
    pub now: Time,
    /// The weather.
    pub weather: Weather,
    next_token: u64,
    /// Frames handed to the post office so far.
    pub posted: u64,
    /// The length of each of them, in order.
    pub lengths: Vec<usize>,
}

impl Town {
    /// Founds the houses and makes the first a confirmed partner of every other.
    pub fn new(seed: u64, names: &[(&str, &str)]) -> Self {
        let mut town = Self {
            mailboxes: BTreeMap::new(),
            errands: Vec::new(),
            grant_days: 400,
            nobody_is_reached: false,
            houses: Vec::new(),
            post: Vec::new(),
            rng: ChaCha20Rng::seed_from_u64(seed),
            now: START,
            weather: Weather::CALM,
            next_token: 1,
            posted: 0,
            lengths: Vec::new(),
        };
        for (name, kind) in names {
            let house = town.found(name, kind);
            town.houses.push(house);
        }
        for other in 1..town.houses.len() {
            town.pair(0, other);
        }
        town
    }

    fn found(&mut self, name: &str, kind: &str) -> House {
        let folder = tempfile::Builder::new().prefix("waypost-town").tempdir().unwrap();
        let disk = SimDisk::new();
        let mut seed = [0; 32];
        self.rng.fill_bytes(&mut seed);
        let profile = Profile {
            name: name.to_owned(),
            kind: kind.to_owned(),
            languages: vec!["en".to_owned()],
        };
        let ground = Ground {
            dir: &folder.path().join("data"),
            options: options(),
            disk: Arc::new(disk.clone()),
            passphrase: &passphrase(),
            recovery_seed: &seed,
            now: self.now,
        };
        let of_store = self.fork();
        found(ground, &profile, of_store, &mut self.rng).unwrap();
        let mut house = House {
            name: name.to_owned(),
            folder,
            disk,
            sheet: seed,
            desk: None,
            node: NodeId::new([0; 32]),
            crashes: 0,
            mended: 0,
            clock_off_seconds: 0,
            asleep: false,
            witnesses: Vec::new(),
        };
        let desk = self.open(&house);
        house.node = desk.node();
        house.desk = Some(desk);
        house
    }

    fn fork(&mut self) -> ChaCha20Rng {
        ChaCha20Rng::seed_from_u64(self.rng.next_u64())
    }

    fn open(&mut self, house: &House) -> Desk {
        let disk = Arc::new(house.disk.clone());
        let rng = self.fork();
        let locked = waypost_store::open(&house.data(), options(), disk, rng).unwrap();
        let store = locked.unlock(passphrase().0.as_bytes()).map_err(|(_, e)| e).unwrap();
        let rng = self.fork();
        Desk::open(store, preferences(house), Box::new(rng)).unwrap()
    }

    fn pair(&mut self, a: usize, b: usize) {
        let Reply::Invite(invite) = self.ask(a, Command::InviteNew { label: None }) else {
            panic!()
        };
        let reply = self.ask(b, Command::Join { code: invite.code.unwrap() });
        assert!(matches!(reply, Reply::Partner(_)), "{reply:?}");
        self.settle();
        for (house, other) in [(a, b), (b, a)] {
            let partner = self.partner(house, other);
            let reply = self.ask(house, Command::PartnerCheck { partner, confirm: true });
            assert!(matches!(reply, Reply::Partner(_)), "{reply:?}");
        }
        self.settle();
        let numbers: Vec<String> =
            [(a, b), (b, a)].map(|(h, o)| self.partner_report(h, o).safety_number).to_vec();
        assert_eq!(numbers[0], numbers[1], "both sides see one safety number");
    }

    /// A house's node.
    pub fn node(&self, house: usize) -> NodeId {
        self.houses[house].node
    }

    /// What a house calls another.
    pub fn partner(&mut self, house: usize, other: usize) -> String {
        self.partner_report(house, other).short
    }

    /// What a house is shown of another.
    pub fn partner_report(&mut self, house: usize, other: usize) -> PartnerReport {
        let org = self.desk(other).org().to_string();
        match self.ask(house, Command::PartnerShow { partner: org }) {
            Reply::Partner(report) => *report,
            other => panic!("{other:?}"),
        }
    }

    fn desk(&mut self, house: usize) -> &mut Desk {
        self.houses[house].desk.as_mut().unwrap()
    }

    /// A person in a house asks its node.
    pub fn ask(&mut self, house: usize, command: Command) -> Reply {
        let token = self.next_token;
        self.next_token += 1;
        let (effects, crashed) =
            self.step(house, vec![Input::Asked { token, command: Box::new(command) }]);
        let mut answer = None;
        for effect in effects {
            match effect {
                Effect::Reply { token: of, reply } if of == token => answer = Some(*reply),
                other => self.carry_out(house, other),
            }
        }
        match answer {
            Some(reply) => reply,
            None => {
                assert!(crashed, "a node that did not crash answers");
                Reply::Done { words: "the node crashed; nobody knows".to_owned() }
            }
        }
    }

    /// What a house's clock says.
    fn now_at(&self, house: usize) -> Time {
        Time(self.now.0.saturating_add_signed(self.houses[house].clock_off_seconds))
    }

    /// One step of a desk, with the weather over its disk. After a crash nothing it decided is heard.
    fn step(&mut self, house: usize, inputs: Vec<Input>) -> (Vec<Effect>, bool) {
        let cut = self.chance(self.weather.power_cut);
        let full = !cut && self.chance(self.weather.disk_full);
        let at = u64::from(self.rng.next_u32() % 12) + 1;
        let now = self.now_at(house);
        if cut || full {
            let fault = if cut { Fault::PowerCut } else { Fault::Full };
            self.houses[house].disk.fail_at(at, fault);
        }
        let effects = self.desk(house).step(now, inputs);
        let struck = (cut || full) && !self.houses[house].disk.fault_pending();
        if cut || full {
            self.houses[house].disk.heal();
        }
        // Also a cut that the test planned: nothing mends itself without power.
        if (cut && struck) || self.houses[house].disk.is_off() {
            self.crash(house);
            return (Vec::new(), true);
        }
        if effects.iter().any(|e| matches!(e, Effect::Reopen(_))) {
            self.mend(house);
        }
        (effects, false)
    }

    /// What a node does by itself when its disk failed and works again: the store is opened anew.
    fn mend(&mut self, house: usize) {
        let mut paused = self.houses[house].desk.take().unwrap().into_store().pause();
        let store = loop {
            // A fault that is still to come strikes here; the next try is without it.
            match paused.reopen() {
                Ok(store) => break store,
                Err((again, _)) => paused = again,
            }
        };
        self.houses[house].mended += 1;
        let preferences = preferences(&self.houses[house]);
        let rng = self.fork();
        self.houses[house].desk = Some(Desk::open(store, preferences, Box::new(rng)).unwrap());
    }

    /// The power goes, and comes back: what was not flushed may be gone; the post under way is lost.
    pub fn crash(&mut self, house: usize) {
        self.houses[house].desk = None;
        self.houses[house].crashes += 1;
        let seed = self.rng.next_u64();
        self.houses[house].disk.power_on(seed);
        if self.chance(self.weather.index_gone) {
            let _ = std::fs::remove_dir_all(self.houses[house].data().join("index"));
        }
        self.post.retain(|carried| carried.from != house);
        self.errands.retain(|(from, _)| *from != house);
        let taken = std::mem::replace(&mut self.houses[house], House::gone());
        let desk = self.open(&taken);
        self.houses[house] = taken;
        self.houses[house].desk = Some(desk);
    }

    /// The store of a house, opened: to look for what must not be in it.
    pub fn store(&self, house: usize) -> &Store {
        self.houses[house].desk.as_ref().unwrap().store()
    }

    /// Puts another disk into a house, a copy taken earlier or the one that it was taken from, and gives
    /// back what was there. sled's folder is not part of the disk: it is built anew.
    pub fn swap_disk(&mut self, house: usize, disk: SimDisk) -> SimDisk {
        self.houses[house].desk = None;
        let before = std::mem::replace(&mut self.houses[house].disk, disk);
        self.houses[house].disk.power_on(0);
        let _ = std::fs::remove_dir_all(self.houses[house].data().join("index"));
        let taken = std::mem::replace(&mut self.houses[house], House::gone());
        let desk = self.open(&taken);
        self.houses[house] = taken;
        self.houses[house].desk = Some(desk);
        before
    }

    /// A backup of a house at this moment.
    pub fn backup(&mut self, house: usize) -> Vec<u8> {
        let made = self.now.0;
        let mut file = Vec::new();
        self.desk(house).store().snapshot(made).unwrap().write(&mut file).unwrap();
        file
    }

    /// The machine is gone, with all that it had posted. On a new one the backup is restored, with the
    /// sheet of its day; the house gets a new sheet.
    pub fn lose_and_restore(&mut self, house: usize, backup: &[u8], sheet: &[u8; 32]) {
        self.post.retain(|carried| carried.from != house);
        self.houses[house].desk = None;
        let _ = std::fs::remove_dir_all(self.houses[house].data().join("index"));
        self.houses[house].disk = SimDisk::new();
        let mut new_sheet = [0; 32];
        self.rng.fill_bytes(&mut new_sheet);
        self.houses[house].sheet = new_sheet;
        let taken = std::mem::replace(&mut self.houses[house], House::gone());
        let disk = Arc::new(taken.disk.clone());
        let key = waypost_desk::recovery::vault_key(sheet);
        let contents =
            waypost_store::restore_into(&taken.data(), backup, *key, disk.clone()).unwrap();
        let rng = self.fork();
        let locked = waypost_store::open(&taken.data(), options(), disk, rng).unwrap();
        let store = locked.unlock_with_recovery(*key).map_err(|(_, e)| e).unwrap();
        let rng = self.fork();
        let mut desk = Desk::open(store, preferences(&taken), Box::new(rng)).unwrap();
        let after = waypost_desk::catch_up::AfterRestore {
            made: Time(contents.made_seconds),
            passphrase: &passphrase(),
            sheet,
            new_sheet: &new_sheet,
        };
        desk.after_restore(self.now, &after).unwrap();
        drop(desk);
        let desk = self.open(&taken);
        self.houses[house] = taken;
        self.houses[house].desk = Some(desk);
    }

    /// Whether this recovery sheet opens a house's vault, tried on a copy.
    pub fn sheet_opens(&mut self, house: usize, sheet: &[u8; 32]) -> bool {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (self.houses[house].data(), dir.path().join("data"));
        let copy = SimDisk::new();
        copy.create_dir(&to).unwrap();
        copy.create_dir(&to.join("journal")).unwrap();
        copy.create_dir(&to.join("spool")).unwrap();
        std::fs::create_dir(&to).unwrap();
        for (path, contents) in self.houses[house].disk.files() {
            let to = to.join(path.strip_prefix(&from).unwrap());
            copy.create(&to).unwrap();
            copy.overwrite(&to, contents);
        }
        let rng = self.fork();
        let locked = waypost_store::open(&to, options(), Arc::new(copy), rng).unwrap();
        locked.unlock_with_recovery(*waypost_desk::recovery::vault_key(sheet)).is_ok()
    }

    /// A copy of a house's whole disk, as a thief takes it.
    pub fn image(&self, house: usize) -> SimDisk {
        self.houses[house].disk.fork()
    }

    /// All that a house's folder and its keys still give: every value that opens, and every secret.
    pub fn everything(&mut self, house: usize) -> Vec<Vec<u8>> {
        let all = self.desk(house).store().everything().unwrap();
        all.into_iter().map(|bytes| bytes.to_vec()).collect()
    }

    /// Idle moments: housekeeping, until there is nothing to do.
    pub fn keep_house(&mut self, house: usize) -> Vec<Chore> {
        let now = self.now;
        let mut done = Vec::new();
        loop {
            match self.desk(house).keep_house(now) {
                Chore::Nothing => return done,
                chore => done.push(chore),
            }
        }
    }

    fn carry_out(&mut self, from: usize, effect: Effect) {
        match effect {
            Effect::Post { ticket, to, addresses: _, frame } => {
                self.posted += 1;
                self.lengths.push(frame.len());
                let to =
                    self.houses.iter().position(|h| h.node == to).expect("a node of this town");
                self.post.push(Carried { from, to, ticket, frame });
            }
            Effect::Deposit(deposit) => {
                self.errands.push((from, mailbox::Errand::Deposit(deposit)))
            }
            Effect::Visit(visit) => self.errands.push((from, mailbox::Errand::Visit(visit))),
            Effect::Verdict { .. } | Effect::Reply { .. } | Effect::Admit(_) => {}
            Effect::Strangers(_) | Effect::Stick(_) => {}
            Effect::Lock | Effect::Stop | Effect::Reopen(_) => {}
        }
    }

    /// A frame by chance moves on: arrives, is lost, comes again.
    pub fn deliver_one(&mut self) -> bool {
        let under_way = self.post.len() + self.errands.len();
        if under_way == 0 {
            return false;
        }
        let at = self.rng.next_u32() as usize % under_way;
        if at >= self.post.len() {
            let (house, errand) = self.errands.swap_remove(at - self.post.len());
            self.run_errand(house, errand);
            return true;
        }
        let Carried { from, to, ticket, frame } = self.post.swap_remove(at);
        if self.nobody_is_reached {
            self.input(from, Input::Failed { ticket, why: FailWhy::Unreachable });
            return true;
        }
        if self.chance(self.weather.lost) {
            self.input(from, Input::Failed { ticket, why: FailWhy::ConnectionLost });
            return true;
        }
        if self.chance(self.weather.repeated) {
            self.post.push(Carried { from, to, ticket: 0, frame: frame.clone() });
        }
        let arrived = Input::Arrived { reply: 0, stranger: false, frame: frame.to_vec() };
        let (effects, crashed) = self.step(to, vec![arrived]);
        let mut verdict = None;
        for effect in effects {
            match effect {
                Effect::Verdict { verdict: said, .. } => verdict = Some(said),
                other => self.carry_out(to, other),
            }
        }
        let heard = !crashed && !self.chance(self.weather.answer_lost);
        match verdict.filter(|_| heard) {
            Some(verdict) => self.input(from, Input::Answered { ticket, verdict }),
            None => self.input(from, Input::Failed { ticket, why: FailWhy::TimedOut }),
        }
        true
    }

    /// The network tells a house something.
    pub fn input(&mut self, house: usize, input: Input) {
        let (effects, _) = self.step(house, vec![input]);
        for effect in effects {
            self.carry_out(house, effect);
        }
    }

    /// Hands bytes to a house as if they had come by net, and returns what it says.
    pub fn offer(&mut self, house: usize, frame: &[u8]) -> Verdict {
        self.offer_if_up(house, frame).expect("every frame is answered")
    }

    /// The same; nothing is said by a house whose disk failed so that it had to start again.
    pub fn offer_if_up(&mut self, house: usize, frame: &[u8]) -> Option<Verdict> {
        let arrived = Input::Arrived { reply: 0, stranger: false, frame: frame.to_vec() };
        let (effects, _) = self.step(house, vec![arrived]);
        let mut verdict = None;
        for effect in effects {
            match effect {
                Effect::Verdict { verdict: said, .. } => verdict = Some(said),
                other => self.carry_out(house, other),
            }
        }
        verdict
    }

    /// Takes all frames out of the post office: a thief, or a test that wants to look. Their senders are
    /// told that they failed.
    pub fn take_post(&mut self) -> Vec<(usize, Vec<u8>)> {
        let taken = std::mem::take(&mut self.post);
        for carried in &taken {
            let why = FailWhy::ConnectionLost;
            self.input(carried.from, Input::Failed { ticket: carried.ticket, why });
        }
        taken.into_iter().map(|carried| (carried.to, carried.frame.to_vec())).collect()
    }

    /// Time passes for everybody.
    pub fn wait(&mut self, seconds: u64) {
        self.now = self.now.plus(seconds);
        for house in 0..self.houses.len() {
            if !self.houses[house].asleep {
                self.input(house, Input::Tick);
            }
        }
    }

    /// Spools a frame as a locked house would, and closes it in order. Its folder is then written to `folder` as
    /// it lies on its disk, for a test that damages it.
    pub fn close_into(&mut self, house: usize, frame: &[u8], folder: &Path) {
        let store = self.houses[house].desk.take().unwrap().into_store();
        let mut locked = store.lock();
        locked.spool(frame).unwrap();
        drop(locked);
        let data = self.houses[house].data();
        for (path, contents) in self.houses[house].disk.files() {
            let to = folder.join(path.strip_prefix(&data).unwrap());
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::write(to, contents).unwrap();
        }
        copy_folder(&data.join("index"), &folder.join("index"));
    }

    /// The weather clears, and all that waits arrives. Fails if something waits for ever.
    pub fn settle(&mut self) {
        let before = std::mem::replace(&mut self.weather, Weather::CALM);
        for _ in 0..200 {
            while self.deliver_one() {}
            if self.waiting() == 0 {
                self.weather = before;
                return;
            }
            self.wait(1_800);
        }
        for house in 0..self.houses.len() {
            let status = self.ask(house, Command::Status);
            println!("{}: {status:#?}", self.houses[house].name);
        }
        panic!("letters wait for ever: {}", self.waiting());
    }

    /// Letters that wait in all houses.
    pub fn waiting(&mut self) -> u64 {
        (0..self.houses.len())
            .map(|house| {
                let letters = match self.ask(house, Command::Status) {
                    Reply::Status(status) => status.waiting_letters,
                    other => panic!("{other:?}"),
                };
                // Requests to cosign are told apart from what waits of people's work.
                match self.ask(house, Command::AuditWitness { now: false }) {
                    Reply::Witness(report) => {
                        let asked = report.partners.iter().filter(|p| p.waiting_since.is_some());
                        letters + asked.count() as u64
                    }
                    // Locked.
                    _ => letters,
                }
            })
            .sum()
    }

    /// Whether something of this many parts in a thousand happens.
    pub fn chance(&mut self, parts: u32) -> bool {
        parts > 0 && self.rng.next_u32() % 1000 < parts
    }

    /// One of several, by chance.
    pub fn pick<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        if of.is_empty() { None } else { Some(of[self.rng.next_u32() as usize % of.len()].clone()) }
    }

    /// A case of the examples, addressed to a partner.
    pub fn case(&mut self, name: &str, house: usize, to: usize) -> Form {
        let partner = self.partner(house, to);
        let mut form = case(name);
        form.to.partner = partner.as_str().into();
        form.consent.recipients = vec![partner.as_str().into()];
        form
    }

    /// Writes and sends a case.
    pub fn send(&mut self, name: &str, from: usize, to: usize) -> ReferralRow {
        let form = Box::new(self.case(name, from, to));
        let Reply::Draft(draft) = self.ask(from, Command::ReferralNew { form }) else { panic!() };
        let to = vec![self.partner(from, to)];
        let send =
            Command::ReferralSend { draft: draft.draft, to, all_sections: false, asked: true };
        match self.ask(from, send) {
            Reply::Sent { mut referrals } => referrals.remove(0),
            other => panic!("{other:?}"),
        }
    }

    /// All referrals of a house.
    pub fn referrals(&mut self, house: usize) -> Vec<ReferralRow> {
        match self.ask(house, Command::ReferralList { waiting: false, closed: true }) {
            Reply::Referrals { referrals, .. } => referrals,
            Reply::Done { .. } => Vec::new(),
            other => panic!("{other:?}"),
        }
    }

    /// One referral as a house sees it, without the partner being told.
    pub fn show(&mut self, house: usize, id: &str) -> Option<ReferralReport> {
        match self.ask(
            house,
            Command::ReferralShow {
                referral: id.to_owned(),
                opened: false,
                printed: false,
                by: None,
            },
        ) {
            Reply::Referral(report) => Some(*report),
            _ => None,
        }
    }
}

/// Opens a desk on the real disk, as the program does.
pub fn open_on_disk(folder: &Path, seed: u64) -> Result<Desk, DeskError> {
    let disk = Arc::new(RealDisk);
    let rng = || ChaCha20Rng::seed_from_u64(seed);
    let locked = waypost_store::open(folder, options(), disk, rng())?;
    let store = locked.unlock(passphrase().0.as_bytes()).map_err(|(_, error)| error)?;
    let announce = vec!["/dns/damaged.invalid/tcp/4001".to_owned()];
    let preferences = Preferences {
        announce,
        receipt_opened: true,
        retention: Retention::default(),
        carrying: Carrying::default(),
        witnesses: Default::default(),
    };
    Desk::open(store, preferences, Box::new(rng()))
}

/// Copies a folder whole.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &to.join(entry.file_name())),
            false => drop(std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap()),
        }
    }
}

impl House {
    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// How often it opened its store anew by itself.
    pub fn mended(&self) -> u64 {
        self.mended
    }

    /// How often it lost power.
    pub fn crashes(&self) -> u64 {
        self.crashes
    }

    fn gone() -> Self {
        Self {
            name: String::new(),
            folder: tempfile::tempdir().unwrap(),
            disk: SimDisk::new(),
            sheet: [0; 32],
            desk: None,
            node: NodeId::new([0; 32]),
            crashes: 0,
            mended: 0,
            clock_off_seconds: 0,
            asleep: false,
            witnesses: Vec::new(),
        }
    }
}

fn preferences(house: &House) -> Preferences {
    Preferences {
        announce: vec![format!("/dns/{}.invalid/tcp/4001", house.name.replace(' ', "-"))],
        receipt_opened: true,
        retention: Retention::default(),
        carrying: Carrying::default(),
        witnesses: Witnesses { partners: house.witnesses.clone(), ..Witnesses::default() },
    }
}

/// A case file of the examples.
pub fn case(name: &str) -> Form {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../node/cases").join(name);
    Form::from_toml(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The same case with long notes: a letter of some 24 KB.
pub fn with_long_notes(mut form: Form) -> Form {
    let services = [
        "shelter_emergency",
        "food",
        "nfi_clothes",
        "cash",
        "medical",
        "mhpss",
        "legal",
        "consular_document",
        "interpretation",
        "repatriation_travel",
        "family_contact",
        "protection",
    ];
    let note = "All of it is made up. ".repeat(90);
    form.need.resize_with(services.len(), Default::default);
    for (need, service) in form.need.iter_mut().zip(services) {
        need.service = service.into();
        need.note = note.trim_end().into();
    }
    form.consent.purposes = services.map(Into::into).to_vec();
    form
}

/// All case files of the examples.
pub fn cases() -> BTreeMap<String, Form> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../node/cases");
    let names =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".toml")).map(|name| (name.clone(), case(&name))).collect()
}

fn passphrase() -> Secret {
    Secret("correct horse battery staple".to_owned())
}

/// As light as it may be: the tests are not about the passphrase.
fn options() -> Options {
    Options { hardness: Hardness { memory_kib: 8, passes: 1 }, ..Options::default() }
}
