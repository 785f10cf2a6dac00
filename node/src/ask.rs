//! Questions to a person at the terminal.
//!
//! In: a question, and the flag that answers it without asking. Out: the answer.
//! Asks nothing with `--no-input`, `--json`, or where no terminal is: then it names the flag instead.

use std::io::{self, IsTerminal};

use inquire::ui::RenderConfig;
use inquire::{Confirm, InquireError, MultiSelect, Password, PasswordDisplayMode, Select, Text};
use waypost_desk::command::Secret;

use crate::trouble::{Exit, Trouble};

/// Whether and how questions are asked.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    allowed: bool,
    colour: bool,
}

impl Ask {
    /// Questions are allowed unless switched off, and only where somebody can answer.
    pub(crate) fn new(no_input: bool) -> Self {
        let terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
        Self {
            allowed: !no_input && terminal,
            // https://no-color.org: set to anything but the empty text.
            colour: std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }

    /// Whether somebody is there to answer.
    pub(crate) fn is_allowed(&self) -> bool {
        self.allowed
    }

    fn may(&self, question: &str, flag: &str) -> Result<(), Trouble> {
        if self.allowed {
            return Ok(());
        }
        let question = question.trim_end_matches([':', '?']);
        Err(Trouble::usage(
            format!("Nobody is here to answer: {question}?"),
            format!("Give it with {flag}, or run this in a terminal without --no-input."),
        ))
    }

    fn colours<'a>(&self) -> RenderConfig<'a> {
        if self.colour { RenderConfig::default_colored() } else { RenderConfig::empty() }
    }

    /// A line of text.
    pub(crate) fn text(&self, question: &str, help: &str, flag: &str) -> Result<String, Trouble> {
        self.may(question, flag)?;
        let mut prompt = Text::new(question).with_render_config(self.colours());
        if !help.is_empty() {
            prompt = prompt.with_help_message(help);
        }
        prompt.prompt().map_err(not_answered)
    }

    /// A text that is not shown while typed.
    pub(crate) fn hidden(&self, question: &str, flag: &str) -> Result<Secret, Trouble> {
        self.may(question, flag)?;
        Password::new(question)
            .with_display_mode(PasswordDisplayMode::Hidden)
            .without_confirmation()
            .with_render_config(self.colours())
            .prompt()
            .map(Secret)
            .map_err(not_answered)
    }

    /// One of several.
    pub(crate) fn one_of(
        &self,
        question: &str,
        choices: Vec<String>,
        flag: &str,
    ) -> Result<String, Trouble> {
        self.may(question, flag)?;
        Select::new(question, choices)
            .with_render_config(self.colours())
            .prompt()
            .map_err(not_answered)
    }

    /// Some of several.
    pub(crate) fn some_of(
        &self,
        question: &str,
        choices: Vec<String>,
        flag: &str,
    ) -> Result<Vec<String>, Trouble> {
        self.may(question, flag)?;
        MultiSelect::new(question, choices)
            .with_render_config(self.colours())
            .prompt()
            .map_err(not_answered)
    }

    /// Yes or no; no if just confirmed.
    pub(crate) fn yes(&self, question: &str, flag: &str) -> Result<bool, Trouble> {
        self.may(question, flag)?;
        Confirm::new(question)
            .with_default(false)
            .with_render_config(self.colours())
            .prompt()
            .map_err(not_answered)
    }
}

fn not_answered(error: InquireError) -> Trouble {
    let what = match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            "You stopped it.".to_owned()
        }
        InquireError::NotTTY => "No terminal is here to ask on.".to_owned(),
        InquireError::InvalidConfiguration(why) => format!("The question cannot be asked: {why}."),
        InquireError::IO(error) => format!("The terminal failed: {error}."),
        InquireError::Custom(error) => format!("The answer cannot be used: {error}."),
    };
    let hint = "Run the command again when you are ready; nothing was changed.";
    Trouble::new(Exit::NotDone, "not_answered", what, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_person_the_flag_is_named_instead_of_waiting() {
        let ask = Ask { allowed: false, colour: false };
        let trouble = ask.hidden("Passphrase:", "--passphrase-file PATH").expect_err("nobody");
        assert_eq!(trouble.exit, Exit::Usage);
        assert_eq!(trouble.failure.what, "Nobody is here to answer: Passphrase?");
        assert!(trouble.failure.hint.contains("--passphrase-file"));
    }
}
