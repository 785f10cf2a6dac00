//! The only loop: event -> decide -> seal -> commit -> post. It performs; what may happen to a
//! referral is decided by the exchange.
//!
//! | module | its part |
//! |---|---|
//! | [`desk`] | one step: inputs in, one batch, effects out |
//! | [`service`] | a running node: thread, network, clock, lock and unlock; `outage` while its disk fails |
//! | [`shares`] | the recovery sheet in shares, and what we keep for partners |
//! | [`attempts`] | wrong passphrases make the next try wait |
//! | [`passphrase`], [`sheet`] | how strong a passphrase must be; the words of a recovery sheet |
//! | [`mending`] | the recovery sheet opens a home in which no node runs |
//! | [`command`] | the shapes of the local socket |
//! | `asked`, `drafts`, `referrals`, `lists`, `pairing` | what a person may ask |
//! | `users`, `reads` | who may sign in to the console, and who read what |
//! | `arrive` | what a partner may send |
//! | [`rotation`], [`recovery`], `keylogs` | a new signing key, the sheet that allows it, what partners' keys tell |
//! | [`backup`], [`restore`] | a backup of a running node, and a home from a backup |
//! | [`bundle`] | what waits for partners on a stick, and what came on one |
//! | [`catch_up`] | after a restore: asking partners for copies, and giving them |
//! | `retention`, `retain`, `erase` | how long things are kept, and how they are erased |
//! | `keeping` | work for idle moments: compaction, fresh keys |
//! | `write`, `outbox`, `carry` | how a letter is written, when it is due, which carrier gets it; `carrier` says it to a person |
//! | `conversation`, `summaries`, `partner`, `me` | what is held in memory; `rows` how it is kept |
//! | `clock` | whether this computer's clock is believed |
//! | `mailbox` | our own mailboxes: inboxes, when they are visited |
//! | `report`, `words`, `facts`, `figures`, `audit`, `doctor` | what a person is shown |

mod arrive;
mod asked;
mod attach;
pub mod attempts;
mod audit;
pub mod backup;
pub mod bundle;
mod carrier;
mod carry;
pub mod catch_up;
mod clock;
pub mod command;
mod conversation;
pub mod desk;
mod doctor;
mod drafts;
mod erase;
mod error;
mod facts;
mod figures;
pub mod founding;
mod keeping;
mod keylogs;
mod lists;
mod mailbox;
mod me;
pub mod mending;
mod outage;
mod outbox;
mod pairing;
mod partner;
pub mod passphrase;
pub mod postmaster;
mod reads;
pub mod recovery;
mod referrals;
mod report;
pub mod restore;
mod retain;
mod retention;
pub mod rotation;
mod rows;
pub mod service;
pub mod shares;
pub mod sheet;
mod summaries;
mod typed;
mod users;
mod words;
mod write;

pub use audit::Witnesses;
pub use carry::Carrying;
pub use error::DeskError;
pub use keeping::Chore;
pub use retention::Retention;
