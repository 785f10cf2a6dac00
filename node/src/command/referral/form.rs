//! A case file from the disk: TOML or JSON, bounded before it is read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use waypost_case::Form;
use waypost_case::form::FORM_BYTES_MAX;

use crate::trouble::{Exit, Trouble};

/// Reads a case file; `-` is stdin.
pub(crate) fn read(path: &Path) -> Result<Form, Trouble> {
    let trouble = |error: io::Error| Trouble::file("read the case file", path, &error);
    // One byte more than allowed tells a file that is too long from one that just fits.
    let most = FORM_BYTES_MAX as u64 + 1;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(trouble)?;
    } else {
        File::open(path).map_err(trouble)?.take(most).read_to_end(&mut bytes).map_err(trouble)?;
    }
    let text = String::from_utf8(bytes).map_err(|_| unreadable(path, "it is not UTF-8 text"))?;
    parse(&text).map_err(|why| unreadable(path, &why))
}

/// JSON begins with a brace, which no TOML file can.
pub(crate) fn parse(text: &str) -> Result<Form, String> {
    let form = if text.trim_start().starts_with('{') {
        Form::from_json(text)
    } else {
        Form::from_toml(text)
    };
    form.map_err(|error| error.to_string())
}

fn unreadable(path: &Path, why: &str) -> Trouble {
    Trouble::new(
        Exit::Faults,
        "case_file",
        format!("The case file {} cannot be read: {why}.", path.display()),
        "Correct that place; the fields and their codes are in the README.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_and_json_are_told_apart_by_the_first_sign() {
        let toml = parse("urgency = \"urgent\"\n").expect("TOML");
        let json = parse(" {\"urgency\": \"urgent\"}").expect("JSON");
        assert!(toml == json);
    }

    #[test]
    fn a_case_file_that_is_none_exits_as_a_faulty_form_and_does_not_quote_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("case.toml");
        std::fs::write(&path, "urgency = [\"Somsak\"\n").expect("written");
        let trouble = read(&path).expect_err("no TOML");
        assert_eq!(trouble.exit, Exit::Faults);
        assert!(!trouble.failure.what.contains("Somsak"), "{}", trouble.failure.what);
    }
}
