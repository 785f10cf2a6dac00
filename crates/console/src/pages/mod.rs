//! The pages, one module each: a question to the desk, its answer in a template.

pub(crate) mod door;
pub(crate) mod home;
pub(crate) mod live;
pub(crate) mod new;
pub(crate) mod referral;
pub(crate) mod trouble;
