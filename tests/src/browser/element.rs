//! What a person does to a page: with the mouse, which must be able to hit what it means, or with keys alone.

use std::path::Path;

use serde_json::{Value, json};

use super::find::{By, Find, squeeze};
use super::keys;
use super::page::Page;
use super::tree::{Named, Tree};

/// What is clicked, in Chromium's words.
const CLICKED: [&str; 14] = [
    "button",
    "link",
    "checkbox",
    "radio",
    "switch",
    "tab",
    "menuitem",
    "option",
    "combobox",
    "DisclosureTriangle",
    "DisclosureTriangleGrouped",
    "textbox",
    "searchbox",
    "spinbutton",
];
const FILLED: [&str; 10] = [
    "textbox",
    "searchbox",
    "spinbutton",
    "combobox",
    "Date",
    "DateTime",
    "InputTime",
    "ColorWell",
    "slider",
    "textField",
];
const CHOSEN_FROM: [&str; 2] = ["combobox", "listbox"];
const CHECKED: [&str; 3] = ["checkbox", "radio", "switch"];
/// Buttons, links and fields of any page that a person would go through by Tab.
const TABS_MAX: usize = 300;
/// Text that is pasted rather than typed: key by key it would take seconds.
const TYPED_CHARS_MAX: usize = 300;

impl Page {
    /// Clicks, and waits for what that loads. The pointer must reach it: what is covered or disabled is a fault.
    #[track_caller]
    pub fn click(&self, what: impl Into<Find>) {
        let what = what.into();
        let begun = self.begun();
        let leads = self.point_and_click(&what, &CLICKED);
        self.settle_after(begun, leads);
    }

    /// Writes into a field in place of what it holds, key by key where a keyboard has the letters.
    #[track_caller]
    pub fn fill(&self, field: impl Into<Find>, text: &str) {
        let field = field.into();
        if self.is_picker(&field) {
            return self.set(&field, text);
        }
        self.point_and_click(&field, &FILLED);
        self.must(
            "Input.dispatchKeyEvent",
            json!({ "type": "rawKeyDown", "key": "a", "code": "KeyA", "modifiers": 2,
                    "windowsVirtualKeyCode": 65, "commands": ["selectAll"] }),
        );
        self.must(
            "Input.dispatchKeyEvent",
            json!({ "type": "keyUp", "key": "a", "code": "KeyA", "modifiers": 2, "windowsVirtualKeyCode": 65 }),
        );
        if text.is_empty() {
            self.press("Delete");
        } else {
            self.type_text(text);
        }
        self.until(&format!("{field} to hold {text:?}"), || {
            let held =
                self.act(&field, &FILLED, "function () { return this.value; }", json!([]))?;
            let is_held = held.as_str().is_some_and(|held| held.replace("\r\n", "\n") == text);
            if is_held { Ok(()) } else { Err(format!("It holds {held}.")) }
        });
    }

    /// Types into what has the focus.
    #[track_caller]
    pub fn type_text(&self, text: &str) {
        if text.chars().count() > TYPED_CHARS_MAX {
            self.must("Input.insertText", json!({ "text": text }));
            return;
        }
        for letter in text.chars() {
            match letter {
                '\n' => self.press_keys("Enter"),
                ' ' => self.press_keys("Space"),
                'A'..='Z' => self.press_keys(&format!("Shift+{letter}")),
                '!'..='~' => self.press_keys(&letter.to_string()),
                // As an input method does: no key of its own.
                _ => drop(self.must("Input.insertText", json!({ "text": letter.to_string() }))),
            }
        }
    }

    /// Chooses from a list by what the choice says.
    #[track_caller]
    pub fn select(&self, list: impl Into<Find>, choice: &str) {
        let list = list.into();
        self.until(&format!("to choose {choice:?} from {list}"), || {
            let found = self.act(&list, &CHOSEN_FROM, CHOOSE, json!([squeeze(choice)]))?;
            match found.as_str() {
                None => Ok(()),
                Some(others) => Err(format!("Its choices are: {others}.")),
            }
        });
        self.settle();
    }

    /// What a list shows as chosen.
    #[must_use]
    #[track_caller]
    pub fn selected(&self, list: impl Into<Find>) -> String {
        let function =
            "function () { return [...this.selectedOptions].map((o) => o.label).join(', '); }";
        self.read(&list.into(), &CHOSEN_FROM, function)
    }

    /// Ticks a box or takes a choice; a box that is ticked stays so.
    #[track_caller]
    pub fn check(&self, what: impl Into<Find>) {
        self.tick(&what.into(), true);
    }

    /// Takes a tick away.
    #[track_caller]
    pub fn uncheck(&self, what: impl Into<Find>) {
        self.tick(&what.into(), false);
    }

    /// Whether a box or choice is taken.
    #[must_use]
    #[track_caller]
    pub fn is_checked(&self, what: impl Into<Find>) -> bool {
        let what = what.into();
        self.until(&format!("to see whether {what} is taken"), || self.try_is_checked(&what))
    }

    /// What a field holds.
    #[must_use]
    #[track_caller]
    pub fn value(&self, field: impl Into<Find>) -> String {
        self.read(&field.into(), &FILLED, "function () { return this.value; }")
    }

    /// Gives files to a field for files.
    #[track_caller]
    pub fn upload(&self, field: impl Into<Find>, files: &[&Path]) {
        let field = field.into();
        self.until(&format!("to give files to {field}"), || {
            let element = self.element(&field, &["button"])?;
            self.call("DOM.setFileInputFiles", json!({ "objectId": element, "files": files }))
        });
    }

    /// Whether something of this name is there to be clicked, filled or chosen from now, without waiting.
    #[must_use]
    pub fn offers(&self, what: impl Into<Find>) -> bool {
        let roles: Vec<&str> = [&CLICKED[..], &FILLED[..], &CHOSEN_FROM[..]].concat();
        self.element(&what.into(), &roles).is_ok()
    }

    /// Presses and lets go of a key, and waits for what that loads: `Tab`, `Shift+Tab`, `Enter`, `Space`,
    /// `ArrowDown`, `Escape`, `a`, `Control+End`.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        let begun = self.begun();
        let function = format!("(keys) => ({LEADS})(document.activeElement, keys)");
        let leads = self.try_look(&function, json!([keys])).is_ok_and(|leads| leads == true);
        self.press_keys(keys);
        self.settle_after(begun, leads);
    }

    /// What has the focus, as assistive technology is told it.
    #[must_use]
    #[track_caller]
    pub fn focused(&self) -> Named {
        self.until("something to have the focus", || {
            let focused =
                self.object("() => document.activeElement || document.body", json!([]))?;
            let of = json!({ "objectId": focused.ok_or("nothing")?, "fetchRelatives": false });
            Ok(Named::of(&self.call("Accessibility.getPartialAXTree", of)?["nodes"][0]))
        })
    }

    /// Presses Tab until what is meant has the focus (its whole name, and its role if one is said); every stop on
    /// the way.
    #[track_caller]
    pub fn tab_to(&self, what: impl Into<Find>) -> Vec<Named> {
        let what = what.into();
        let By::Name(name) = &what.by else { panic!("Tab goes to what has a name, not to {what}") };
        let mut stops: Vec<Named> = Vec::new();
        while stops.len() < TABS_MAX {
            self.press_keys("Tab");
            let stop = self.focused();
            let is_it =
                stop.name == *name && what.role.as_ref().is_none_or(|role| stop.role == *role);
            stops.push(stop);
            if is_it {
                return stops;
            }
        }
        // Round and round: the first round says it all.
        stops.dedup();
        let again = stops.iter().skip(1).position(|stop| *stop == stops[0]);
        stops.truncate(again.map_or(stops.len(), |at| at + 1));
        let told: Vec<String> = stops.iter().map(Named::to_string).collect();
        self.fail(&format!("Tab to reach {what}"), &format!("It stops at: {}.", told.join(", ")))
    }

    /// What is meant, as the browser's handle on it.
    fn element(&self, find: &Find, roles: &[&str]) -> Result<String, String> {
        let found = match &find.by {
            By::Css(selector) => {
                self.object("(css) => document.querySelector(css)", json!([selector]))?
            }
            By::Name(_) => {
                let world = self.world()?;
                let tree = Tree::read(&self.call("Accessibility.getFullAXTree", json!({}))?);
                let node = tree.find(find, roles)?;
                let parameters = json!({ "backendNodeId": node, "executionContextId": world });
                let resolved = self.call("DOM.resolveNode", parameters)?;
                resolved["object"]["objectId"].as_str().map(str::to_owned)
            }
        };
        found.ok_or_else(|| format!("there is no {find}"))
    }

    fn act(
        &self,
        find: &Find,
        roles: &[&str],
        function: &str,
        arguments: Value,
    ) -> Result<Value, String> {
        self.on(&self.element(find, roles)?, function, arguments)
    }

    #[track_caller]
    fn read(&self, find: &Find, roles: &[&str], function: &str) -> String {
        let found =
            self.until(&format!("to read {find}"), || self.act(find, roles, function, json!([])));
        found.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks; true where that should load something.
    #[track_caller]
    fn point_and_click(&self, what: &Find, roles: &[&str]) -> bool {
        let (x, y, leads) = self.until(&format!("to click {what}"), || {
            let element = self.element(what, roles)?;
            let aim = self.on(&element, AIM, json!([]))?;
            let function = format!("function () {{ return ({LEADS})(this, 'click'); }}");
            let leads = self.on(&element, &function, json!([]))? == true;
            match (aim["x"].as_f64(), aim["y"].as_f64()) {
                (Some(x), Some(y)) => Ok((x, y, leads)),
                _ => Err(aim["fault"].as_str().unwrap_or("it is nowhere").to_owned()),
            }
        });
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            self.must(
                "Input.dispatchMouseEvent",
                json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": 1 }),
            );
        }
        leads
    }

    #[track_caller]
    fn press_keys(&self, keys: &str) {
        for event in keys::press(keys) {
            self.must("Input.dispatchKeyEvent", event);
        }
    }

    #[track_caller]
    fn tick(&self, what: &Find, wanted: bool) {
        let is_so =
            self.until(&format!("to see whether {what} is taken"), || self.try_is_checked(what));
        if is_so == wanted {
            return;
        }
        let loads = self.loads();
        self.point_and_click(what, &CHECKED);
        self.settle();
        self.until(&format!("{what} to be {}", if wanted { "taken" } else { "free" }), || {
            // A choice that loads another page is gone with the one that it was on.
            let is_done = self.loads() > loads || self.try_is_checked(what)? == wanted;
            if is_done { Ok(()) } else { Err("It was clicked and is not.".to_owned()) }
        });
    }

    fn try_is_checked(&self, what: &Find) -> Result<bool, String> {
        let function =
            "function () { return this.checked ?? this.getAttribute('aria-checked') === 'true'; }";
        Ok(self.act(what, &CHECKED, function, json!([]))? == true)
    }

    /// A field whose value a browser shows in its own way: a date, a time, a colour.
    #[track_caller]
    fn is_picker(&self, field: &Find) -> bool {
        let function = "function () { return ['date', 'time', 'datetime-local', 'month', 'week', 'color', 'range']\
                        .includes(this.type); }";
        self.until(&format!("to find {field}"), || self.act(field, &FILLED, function, json!([])))
            == true
    }

    #[track_caller]
    fn set(&self, field: &Find, value: &str) {
        self.until(&format!("{field} to take {value:?}"), || {
            let held = self.act(field, &FILLED, SET, json!([value]))?;
            if held == value { Ok(()) } else { Err(format!("It holds {held}.")) }
        });
    }
}

/// Where a pointer hits an element or its label, or why it cannot.
const AIM: &str = "function () {
  const name = (e) => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '');
  if (this.disabled || this.getAttribute('aria-disabled') === 'true') return { fault: 'It is disabled.' };
  const labels = [...(this.labels || [])];
  let fault = 'It has no place on the page.';
  for (const target of [this, ...labels]) {
    target.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    for (const box of target.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      const x = box.left + box.width / 2, y = box.top + box.height / 2;
      const hit = document.elementFromPoint(x, y);
      if (hit && [this, ...labels].some((part) => part.contains(hit))) return { x, y };
      fault = hit ? 'It is covered by ' + name(hit) + '.' : 'It is outside of the window.';
    }
  }
  return { fault };
}";

/// Whether a click on an element, or a key while it has the focus, should load something.
const LEADS: &str = "(e, by) => {
  const here = location.href.split('#')[0];
  const link = e && e.closest && e.closest('a[href]');
  if (link) return (by === 'click' || by === 'Enter') && !link.target && link.href.split('#')[0] !== here;
  const form = e && e.form;
  if (!form || form.method === 'dialog' || form.target) return false;
  if (['submit', 'image'].includes(e.type)) return ['click', 'Enter', 'Space'].includes(by);
  return by === 'Enter' && e.tagName === 'INPUT' && !['checkbox', 'radio', 'file', 'button', 'reset'].includes(e.type);
}";

const CHOOSE: &str = "function (choice) {
  const says = (option) => option.label.trim().split(/\\s+/).join(' ');
  const found = [...this.options].find((option) => says(option) === choice && !option.disabled);
  if (!found || this.disabled) return [...this.options].map(says).join(', ') || 'none';
  this.focus();
  found.selected = true;
  this.dispatchEvent(new Event('input', { bubbles: true }));
  this.dispatchEvent(new Event('change', { bubbles: true }));
  return null;
}";

const SET: &str = "function (value) {
  this.focus();
  this.value = value;
  this.dispatchEvent(new Event('input', { bubbles: true }));
  this.dispatchEvent(new Event('change', { bubbles: true }));
  return this.value;
}";
