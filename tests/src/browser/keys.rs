//! Keys as a keyboard sends them. In: `Tab`, `Shift+Tab`, `Enter`, `a`, `Control+End`. Out: what
//! `Input.dispatchKeyEvent` wants.

use serde_json::{Value, json};

/// Name, code, number on the keyboard of Windows, text that it writes.
const KEYS: [(&str, &str, u32, &str); 17] = [
    ("Tab", "Tab", 9, ""),
    ("Enter", "Enter", 13, "\r"),
    ("Space", "Space", 32, " "),
    ("Escape", "Escape", 27, ""),
    ("Backspace", "Backspace", 8, ""),
    ("Delete", "Delete", 46, ""),
    ("ArrowLeft", "ArrowLeft", 37, ""),
    ("ArrowUp", "ArrowUp", 38, ""),
    ("ArrowRight", "ArrowRight", 39, ""),
    ("ArrowDown", "ArrowDown", 40, ""),
    ("Home", "Home", 36, ""),
    ("End", "End", 35, ""),
    ("PageUp", "PageUp", 33, ""),
    ("PageDown", "PageDown", 34, ""),
    ("Shift", "ShiftLeft", 16, ""),
    ("F1", "F1", 112, ""),
    ("F5", "F5", 116, ""),
];
const MODIFIERS: [(&str, u32); 4] = [("Alt", 1), ("Control", 2), ("Meta", 4), ("Shift", 8)];

/// The events of pressing and letting go.
pub(super) fn press(keys: &str) -> [Value; 2] {
    let (modifiers, name) = match keys.rsplit_once('+') {
        Some((modifiers, name)) if !name.is_empty() => (modifiers, name),
        _ => ("", keys),
    };
    let modifiers: u32 = modifiers.split('+').filter(|m| !m.is_empty()).map(modifier).sum();
    let (key, code, number, text) = key(name);
    let has_text = !text.is_empty() && modifiers & !8 == 0;
    let mut down = json!({
        "type": if has_text { "keyDown" } else { "rawKeyDown" },
        "modifiers": modifiers,
        "key": key,
        "code": code,
        "windowsVirtualKeyCode": number,
    });
    let mut up = down.clone();
    up["type"] = "keyUp".into();
    if has_text {
        down["text"] = text.into();
    }
    [down, up]
}

fn modifier(name: &str) -> u32 {
    let found = MODIFIERS.iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("{name} is no modifier; there are {MODIFIERS:?}")).1
}

fn key(name: &str) -> (String, String, u32, String) {
    if let Some((_, code, number, text)) = KEYS.iter().find(|(known, ..)| *known == name) {
        let key = if *text == " " { " " } else { name };
        return (key.to_owned(), (*code).to_owned(), *number, (*text).to_owned());
    }
    let mut letters = name.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        panic!("{name} is no key; there are letters and {:?}", KEYS.map(|key| key.0));
    };
    let upper = letter.to_ascii_uppercase();
    let (code, number) = match upper {
        'A'..='Z' => (format!("Key{upper}"), u32::from(upper)),
        '0'..='9' => (format!("Digit{upper}"), u32::from(upper)),
        _ => (String::new(), 0),
    };
    (name.to_owned(), code, number, name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_with_control_writes_nothing() {
        assert_eq!(press("a")[0]["text"], "a");
        assert_eq!(press("Shift+A")[0]["text"], "A");
        assert_eq!(press("Control+a")[0]["text"], Value::Null);
        assert_eq!(press("Control+a")[0]["type"], "rawKeyDown");
        assert_eq!(press("+")[0]["text"], "+");
        assert_eq!(press("Shift+Tab")[0]["modifiers"], 8);
    }
}
