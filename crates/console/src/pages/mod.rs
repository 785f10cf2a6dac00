//! The pages, one module each: a question to the desk, its answer in a template.

pub(crate) mod audit;
pub(crate) mod door;
pub(crate) mod home;
pub(crate) mod live;
pub(crate) mod new;
pub(crate) mod referral;
pub(crate) mod pairing;
pub(crate) mod partners;
pub(crate) mod reports;
pub(crate) mod sure;
pub(crate) mod trouble;

#[cfg(test)]
mod tests;
