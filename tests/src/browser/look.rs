//! How a page looks: size, light and dark, paper, pictures, and whether it fits its window.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::page::Page;
use super::person::screens;

/// A4, in inches.
const PAPER: (f64, f64) = (8.27, 11.69);

/// Nobody looks further down, and Chromium draws no picture higher than 16,384.
const PICTURE_HEIGHT_MAX: f64 = 16_000.0;

/// What a page is shown on; the default is a light screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Media {
    /// The person prefers dark pages.
    pub dark: bool,
    /// The person's own few colours replace those of the page.
    pub forced_colors: bool,
    /// The person prefers that nothing moves.
    pub still: bool,
    /// Paper instead of a screen.
    pub print: bool,
}

impl Page {
    /// The window's size in CSS pixels.
    pub fn size(&self, width: u32, height: u32) {
        self.must(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        );
        // Bars over the page, as on a phone: the width is the page's.
        self.must("Emulation.setScrollbarsHidden", json!({ "hidden": true }));
    }

    /// What the page is shown on, from now on.
    pub fn media(&self, media: Media) {
        let (dark, forced) = (media.dark, media.forced_colors);
        self.must(
            "Emulation.setEmulatedMedia",
            json!({ "media": if media.print { "print" } else { "" }, "features": [
                { "name": "prefers-color-scheme", "value": if dark { "dark" } else { "light" } },
                { "name": "forced-colors", "value": if forced { "active" } else { "none" } },
                { "name": "prefers-reduced-motion", "value": if media.still { "reduce" } else { "" } },
            ] }),
        );
    }

    /// A picture of the whole page: `screens/NAME.png` in the test target's folder.
    #[track_caller]
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let file = self.file(name, "png");
        self.picture(&file).unwrap_or_else(|why| panic!("{why}"));
        file
    }

    /// The page as it prints on A4, unless its style says another size: `screens/NAME.pdf`.
    #[track_caller]
    pub fn print(&self, name: &str) -> PathBuf {
        let printed = self.must(
            "Page.printToPDF",
            json!({ "paperWidth": PAPER.0, "paperHeight": PAPER.1, "preferCSSPageSize": true,
                    "printBackground": false }),
        );
        let file = self.file(name, "pdf");
        std::fs::write(&file, bytes(&printed["data"])).unwrap();
        file
    }

    pub(super) fn picture(&self, file: &Path) -> Result<(), String> {
        let size = self.call("Page.getLayoutMetrics", json!({}))?["cssContentSize"].take();
        let clip = json!({ "x": 0, "y": 0, "scale": 1, "width": size["width"],
                           "height": size["height"].as_f64().unwrap_or_default().min(PICTURE_HEIGHT_MAX) });
        let parameters = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let picture = self.call("Page.captureScreenshot", parameters)?;
        std::fs::write(file, bytes(&picture["data"])).map_err(|e| e.to_string())
    }

    /// What makes the page wider than its window, if anything does: the innermost element that reaches furthest.
    #[must_use]
    #[track_caller]
    pub fn sideways_scroll(&self) -> Option<String> {
        self.look(SIDEWAYS, json!([])).as_str().map(str::to_owned)
    }

    /// The page fits the width of its window.
    #[track_caller]
    pub fn assert_no_sideways_scroll(&self) {
        if let Some(fault) = self.sideways_scroll() {
            self.fail("a page that fits the width of its window", &fault);
        }
    }

    fn file(&self, name: &str, ending: &str) -> PathBuf {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        assert!(name.chars().all(is_plain), "{name} is no plain name for a file");
        screens(&self.output).join(format!("{name}.{ending}"))
    }
}

fn bytes(data: &Value) -> Vec<u8> {
    STANDARD.decode(data.as_str().unwrap_or_default()).expect("the browser sends base64")
}

const SIDEWAYS: &str = "() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return null;
  const scrolls = (e) => e !== root && e !== document.body && getComputedStyle(e).overflowX !== 'visible';
  const inScroller = (e) => { for (let p = e.parentElement; p; p = p.parentElement) if (scrolls(p)) return true; };
  const name = (e) => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + [...e.classList].map((c) => '.' + c).join('');
  let worst = null, most = 0;
  for (const e of document.body.querySelectorAll('*')) {
    const box = e.getBoundingClientRect();
    const out = Math.max(box.right + scrollX - root.clientWidth, -(box.left + scrollX));
    if (box.width > 0 && out >= most && out > 0.5 && !inScroller(e)) { worst = e; most = out; }
  }
  const page = `The page is ${root.scrollWidth} px wide, its window ${root.clientWidth} px; `;
  if (!worst) return page + 'no single element is to blame.';
  const words = (worst.innerText || '').trim().slice(0, 60);
  return page + `furthest out, by ${Math.ceil(most)} px: ${name(worst)} ${JSON.stringify(words)}.`;
}";
