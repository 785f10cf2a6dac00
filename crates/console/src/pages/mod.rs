//! The pages, one module each: a question to the desk, its answer in a template.

pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod door;
pub(crate) mod first;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod live;
pub(crate) mod mailboxes;
pub(crate) mod mend;
pub(crate) mod new;
pub(crate) mod pairing;
pub(crate) mod partners;
pub(crate) mod referral;
pub(crate) mod reports;
pub(crate) mod retention;
pub(crate) mod settings;
pub(crate) mod start;
pub(crate) mod stick;
pub(crate) mod sure;
pub(crate) mod trouble;
pub(crate) mod users;

#[cfg(test)]
mod tests;
