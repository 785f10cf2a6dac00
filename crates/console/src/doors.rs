//! Which browser may ask what: start links, doors, and who is signed in behind a door.
//!
//! ```text
//! start link (once, ten minutes) -> door (a cookie, no person) -> signed in (a new cookie)
//!                                        ^                              |
//!                                        +------ locked: by hand, or after ten minutes idle
//! ```
//!
//! In: secrets that a browser brings. Out: who it is. All in memory: a restart closes every door. Secrets are
//! kept as hashes, so that a look into memory opens nothing. Never asks the desk.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use waypost_desk::command::Role;

use crate::roles::{Right, may};
use crate::words::Language;

/// A start link is typed or clicked at once.
pub(crate) const LINK_LIFE: Duration = Duration::from_secs(10 * 60);
/// Start links that wait at once: `waypost open` asked a few times in a row.
const LINKS_MAX: usize = 8;
/// Nothing was done by a person for so long: locked.
pub(crate) const IDLE_LIFE: Duration = Duration::from_secs(10 * 60);
/// A door that nobody used for a working day is closed.
const DOOR_LIFE: Duration = Duration::from_secs(12 * 60 * 60);
/// Browsers at once: a small office behind one computer. The one unused for longest goes first.
const DOORS_MAX: usize = 64;

/// A secret of 256 bits, as a browser brings it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(String);

impl Token {
    fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(waypost_desk::command::hex(&bytes).to_string()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The secret's hash: what is kept, and what a request is known by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct DoorKey([u8; 32]);

impl DoorKey {
    pub(crate) fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }
}

/// A person who signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    /// Its number at the desk, `U1`.
    pub(crate) user: String,
    /// The name to greet by.
    pub(crate) name: String,
    pub(crate) roles: Vec<Role>,
    /// Services of a desk officer's desk.
    pub(crate) desk: Vec<String>,
    /// The language of the screen, if one was chosen.
    pub(crate) language: Option<Language>,
}

impl Person {
    /// Any of the roles is enough.
    pub(crate) fn may(&self, right: Right) -> bool {
        self.roles.iter().any(|role| may(*role, right))
    }

    /// Which services limit what this person sees: none for whoever sees all.
    pub(crate) fn limited_to(&self) -> &[String] {
        let sees_all = |role: &Role| matches!(role, Role::Caseworker | Role::ReadOnly);
        if self.roles.iter().any(sees_all) { &[] } else { &self.desk }
    }
}

/// What is known of a browser.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    used: Instant,
    /// When a person last did something; a page that looks again by itself is no person.
    person_at: Instant,
    person: Option<Person>,
    /// Before anybody signs in.
    pub(crate) language: Option<Language>,
}

/// A browser's standing at this moment.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) person: Option<Person>,
    pub(crate) language: Option<Language>,
    /// Until it is locked.
    pub(crate) left: Duration,
}

/// All of it.
#[derive(Default)]
pub(crate) struct Doors {
    links: Vec<(DoorKey, Instant)>,
    doors: HashMap<DoorKey, Door>,
}

impl Doors {
    /// A new start link's secret.
    pub(crate) fn new_link(&mut self, now: Instant) -> Result<Token, getrandom::Error> {
        let token = Token::random()?;
        self.links.retain(|(_, ends)| *ends > now);
        if self.links.len() >= LINKS_MAX {
            self.links.remove(0);
        }
        self.links.push((DoorKey::of(token.as_str()), now + LINK_LIFE));
        Ok(token)
    }

    /// Uses a start link up. None if it was used before, is too old, or was never given.
    pub(crate) fn enter(
        &mut self,
        link: &str,
        language: Option<Language>,
        now: Instant,
    ) -> Result<Option<Token>, getrandom::Error> {
        let key = DoorKey::of(link);
        let Some(place) = self.links.iter().position(|(known, _)| *known == key) else {
            return Ok(None);
        };
        let (_, ends) = self.links.remove(place);
        if ends <= now {
            return Ok(None);
        }
        self.open(None, language, now).map(Some)
    }

    fn open(
        &mut self,
        person: Option<Person>,
        language: Option<Language>,
        now: Instant,
    ) -> Result<Token, getrandom::Error> {
        self.doors.retain(|_, door| now.duration_since(door.used) < DOOR_LIFE);
        while self.doors.len() >= DOORS_MAX {
            let oldest = self.doors.iter().min_by_key(|(_, door)| door.used).map(|(key, _)| *key);
            let Some(oldest) = oldest else { break };
            self.doors.remove(&oldest);
        }
        let token = Token::random()?;
        let door = Door { used: now, person_at: now, person, language };
        self.doors.insert(DoorKey::of(token.as_str()), door);
        Ok(token)
    }

    /// Signs a person in. The door has another secret from then on: who knows the old one knows nothing.
    pub(crate) fn sign_in(
        &mut self,
        key: DoorKey,
        person: Person,
        now: Instant,
    ) -> Result<Option<Token>, getrandom::Error> {
        let Some(door) = self.doors.remove(&key) else { return Ok(None) };
        self.open(Some(person), door.language, now).map(Some)
    }

    /// Who a browser is now. `by_hand` if a person did something: only that puts the lock off.
    pub(crate) fn look(&mut self, key: DoorKey, by_hand: bool, now: Instant) -> Option<Standing> {
        let door = self.doors.get_mut(&key)?;
        if now.duration_since(door.used) >= DOOR_LIFE {
            self.doors.remove(&key);
            return None;
        }
        door.used = now;
        if now.duration_since(door.person_at) >= IDLE_LIFE {
            door.person = None;
        }
        if by_hand {
            door.person_at = now;
        }
        let left = IDLE_LIFE.saturating_sub(now.duration_since(door.person_at));
        Some(Standing { person: door.person.clone(), language: door.language, left })
    }

    /// Locks one browser.
    pub(crate) fn lock(&mut self, key: DoorKey) {
        if let Some(door) = self.doors.get_mut(&key) {
            door.person = None;
        }
    }

    /// Locks every browser: the node was locked.
    pub(crate) fn lock_all(&mut self) {
        self.doors.values_mut().for_each(|door| door.person = None);
    }

    /// Signs a user out everywhere: the roles changed, or the password did.
    pub(crate) fn lock_user(&mut self, user: &str) {
        let theirs = |door: &&mut Door| door.person.as_ref().is_some_and(|p| p.user == user);
        self.doors.values_mut().filter(theirs).for_each(|door| door.person = None);
    }

    /// The language of a door's pages.
    pub(crate) fn speak(&mut self, key: DoorKey, language: Language) {
        if let Some(door) = self.doors.get_mut(&key) {
            door.language = Some(language);
            if let Some(person) = &mut door.person {
                person.language = Some(language);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dara() -> Person {
        Person {
            user: "U1".to_owned(),
            name: "Dara".to_owned(),
            roles: vec![Role::Caseworker],
            desk: Vec::new(),
            language: None,
        }
    }

    fn door(doors: &mut Doors, now: Instant) -> DoorKey {
        let link = doors.new_link(now).unwrap();
        let token = doors.enter(link.as_str(), None, now).unwrap().unwrap();
        DoorKey::of(token.as_str())
    }

    fn signed_in(doors: &mut Doors, now: Instant) -> DoorKey {
        let key = door(doors, now);
        let token = doors.sign_in(key, dara(), now).unwrap().unwrap();
        DoorKey::of(token.as_str())
    }

    #[test]
    fn a_start_link_opens_once() {
        let (mut doors, now) = (Doors::default(), Instant::now());
        let link = doors.new_link(now).unwrap();
        assert!(doors.enter(link.as_str(), None, now).unwrap().is_some());
        assert!(doors.enter(link.as_str(), None, now).unwrap().is_none());
        assert!(doors.enter("", None, now).unwrap().is_none());
    }

    #[test]
    fn a_start_link_lives_ten_minutes() {
        let (mut doors, now) = (Doors::default(), Instant::now());
        let link = doors.new_link(now).unwrap();
        assert!(doors.enter(link.as_str(), None, now + LINK_LIFE).unwrap().is_none());
    }

    #[test]
    fn a_cookie_from_before_signing_in_is_worth_nothing_after_it() {
        let (mut doors, now) = (Doors::default(), Instant::now());
        let before = door(&mut doors, now);
        doors.sign_in(before, dara(), now).unwrap().unwrap();
        assert!(doors.look(before, true, now).is_none());
    }

    #[test]
    fn ten_minutes_without_a_person_lock_though_the_page_looks_again_by_itself() {
        let (mut doors, now) = (Doors::default(), Instant::now());
        let key = signed_in(&mut doors, now);
        for minute in 1..10 {
            let at = now + Duration::from_secs(60 * minute);
            assert!(doors.look(key, false, at).unwrap().person.is_some(), "minute {minute}");
        }
        assert!(doors.look(key, false, now + IDLE_LIFE).unwrap().person.is_none());
    }

    #[test]
    fn a_hand_puts_the_lock_off() {
        let (mut doors, now) = (Doors::default(), Instant::now());
        let key = signed_in(&mut doors, now);
        let later = now + IDLE_LIFE - Duration::from_secs(1);
        assert_eq!(doors.look(key, true, later).unwrap().left, IDLE_LIFE);
        assert!(doors.look(key, false, now + IDLE_LIFE).unwrap().person.is_some());
    }

    #[test]
    fn the_cookie_of_a_locked_browser_signs_nobody_in() {
        let (mut doors, now) = (Doors::default(), Instant::now());
        let key = signed_in(&mut doors, now);
        doors.lock(key);
        assert!(doors.look(key, true, now).unwrap().person.is_none());
        assert!(doors.look(key, true, now).unwrap().person.is_none());
    }

    #[test]
    fn a_user_whose_roles_changed_is_out_everywhere_and_nobody_else_is() {
        let (mut doors, now) = (Doors::default(), Instant::now());
        let keys = [signed_in(&mut doors, now), signed_in(&mut doors, now)];
        doors.lock_user("U2");
        assert!(doors.look(keys[0], true, now).unwrap().person.is_some());
        doors.lock_user("U1");
        assert!(keys.iter().all(|key| doors.look(*key, true, now).unwrap().person.is_none()));
    }

    #[test]
    fn doors_and_links_have_a_bound_and_the_oldest_go_first() {
        let (mut doors, now) = (Doors::default(), Instant::now());
        let first = door(&mut doors, now);
        for second in 1..=DOORS_MAX as u64 {
            door(&mut doors, now + Duration::from_secs(second));
        }
        assert!(doors.look(first, true, now).is_none());
        assert_eq!(doors.doors.len(), DOORS_MAX);
        for _ in 0..2 * LINKS_MAX {
            doors.new_link(now).unwrap();
        }
        assert_eq!(doors.links.len(), LINKS_MAX);
    }

    #[test]
    fn an_admin_sees_no_referral_and_a_desk_officer_only_the_own_desk() {
        let mut person = Person { roles: vec![Role::Admin], ..dara() };
        assert!(!person.may(Right::SeeReferrals) && person.may(Right::Administer));
        person.roles = vec![Role::DeskOfficer];
        person.desk = vec!["consular_document".to_owned()];
        assert_eq!(person.limited_to(), ["consular_document"]);
        person.roles.push(Role::ReadOnly);
        assert!(person.limited_to().is_empty());
    }
}
