//! How far a long piece of work has come, and how long it still takes: on a terminal, for a person, and nowhere else.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Talk;

const FORM: &str = "{msg} {wide_bar} {percent} %, {eta} left";

impl Talk {
    /// A bar for work of so many steps; a silent one where nobody watches.
    pub(crate) fn progress(&self, words: &'static str, steps: u64) -> ProgressBar {
        let watched = !self.quiet && !self.json && io::stderr().is_terminal();
        let target = match watched {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(Some(steps), target).with_message(words);
        // A form that could not be read would be a form without a bar; the test below reads it.
        match ProgressStyle::with_template(FORM) {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_the_bar_can_be_read() {
        assert!(ProgressStyle::with_template(FORM).is_ok());
    }
}
