//! The only loop: event -> decide -> seal -> commit -> post. It performs; what may happen to a
//! referral is decided by the exchange.
//!
//! | module | its part |
//! |---|---|
//! | [`desk`] | one step: inputs in, one batch, effects out |
//! | [`service`] | a running node: thread, network, clock, lock and unlock; `mending` while its disk fails |
//! | [`command`] | the shapes of the local socket |
//! | `asked`, `referrals`, `pairing` | what a person may ask |
//! | `arrive` | what a partner may send |
//! | `write`, `outbox` | how a letter leaves |
//! | `conversation`, `partner`, `me` | what is held in memory; `rows` how it is kept |
//! | `clock` | whether this computer's clock is believed |
//! | `report`, `words`, `audit` | what a person is shown |

mod arrive;
mod asked;
mod audit;
mod clock;
pub mod command;
mod conversation;
pub mod desk;
mod error;
pub mod founding;
mod me;
mod mending;
mod outbox;
mod pairing;
mod partner;
pub mod recovery;
mod referrals;
mod report;
mod rows;
pub mod service;
mod typed;
mod words;
mod write;

pub use error::DeskError;
