// What a page does beyond its plain forms: it changes when the node says that something changed, it counts
// deadlines down, it warns before it locks. Every action works without it. Text enters the page as text alone.
"use strict";

(() => {
  const body = document.body;
  const by = (id) => document.getElementById(id);

  // A start link is followed at once: only a person's own browser gets here.
  document.querySelector("form[data-go]")?.requestSubmit();

  // What must be mended is where the keyboard is.
  document.querySelector("[data-focus]")?.focus();

  // The parts that change are taken from the same page, asked for again. A part that somebody is
  // writing in, or has opened, stays as it is.
  let asking = false;
  let again = false;
  const renew = () => {
    if (asking) { again = true; return; }
    asking = true;
    const request = new XMLHttpRequest();
    const at = new URL(location.href);
    at.searchParams.set("again", "");
    request.open("GET", at.pathname + at.search.replace("again=", "again"));
    request.responseType = "document";
    request.onloadend = () => {
      asking = false;
      const fresh = request.response;
      if (request.status === 200 && fresh && fresh.body.hasAttribute("data-left")) { replace(fresh); }
      else if (fresh && !fresh.body?.hasAttribute("data-left")) { location.assign("/locked"); }
      if (again) { again = false; renew(); }
    };
    request.send();
  };
  const replace = (fresh) => {
    let changed = false;
    for (const old of document.querySelectorAll("[data-live]")) {
      const next = fresh.querySelector(`[data-live="${old.dataset.live}"]`);
      if (!next || old.contains(document.activeElement) && old.querySelector("form")) { continue; }
      if (next.textContent !== old.textContent) {
        changed = changed || old.dataset.live !== "line";
        const had = old.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
        const open = [...old.querySelectorAll("details[open]")].map((one) => one.id);
        const put = document.adoptNode(next);
        old.replaceWith(put);
        for (const id of open) { if (id && by(id)) { by(id).open = true; } }
        if (had) { [...put.querySelectorAll("a")].find((one) => one.getAttribute("href") === had)?.focus(); }
      }
    }
    if (changed) { tell(); }
    count();
  };

  // A notice of the desktop says that something changed, and nothing else.
  const tell = () => {
    const news = by("news");
    if (!news) { return; }
    news.textContent = news.dataset.words;
    if (localStorage.getItem("notices") === "yes" && document.hidden && "Notification" in window && Notification.permission === "granted") {
      new Notification("Waypost", { body: news.dataset.words, tag: "waypost" });
    }
  };
  const notices = by("notices");
  if (notices && "Notification" in window) {
    notices.hidden = false;
    const box = notices.querySelector("input");
    box.checked = localStorage.getItem("notices") === "yes" && Notification.permission === "granted";
    box.addEventListener("change", async () => {
      const granted = box.checked && await Notification.requestPermission() === "granted";
      localStorage.setItem("notices", granted ? "yes" : "no");
      box.checked = granted;
    });
  }

  // One stream while the page is seen: a browser has six connections for all its pages.
  let stream = null;
  const listen = () => {
    const wanted = body.hasAttribute("data-left");
    if (wanted && !stream) {
      stream = new EventSource("/live?again");
      stream.addEventListener("changed", renew);
      stream.addEventListener("locked", () => { save(); location.assign("/locked"); });
    }
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && localStorage.getItem("notices") !== "yes") { stream?.close(); stream = null; }
    else { listen(); if (!document.hidden && body.hasAttribute("data-left")) { renew(); } }
  });
  listen();

  // Deadlines count down in the words of the page, where the browser can say a time in its language.
  const language = document.documentElement.lang;
  const speaks = Intl.NumberFormat.supportedLocalesOf(language).length > 0;
  const count = () => {
    if (!speaks) { return; }
    for (const one of document.querySelectorAll("time[data-due]")) {
      const left = Math.round((Date.parse(one.dateTime) - Date.now()) / 1000);
      const late = left < 0;
      one.classList.toggle("late", late);
      const span = Math.abs(left);
      const [unit, number] = span < 3600 ? ["minute", Math.floor(span / 60)]
        : span < 86400 ? ["hour", Math.floor(span / 3600)] : ["day", Math.floor(span / 86400)];
      const amount = new Intl.NumberFormat(language + "-u-nu-latn",
        { style: "unit", unit, unitDisplay: "long" }).format(number);
      const words = late ? one.dataset.over : one.dataset.left;
      if (words) { one.textContent = words.replace("%", amount); }
    }
  };
  count();
  setInterval(count, 20000);

  // Before the lock there is a warning and a way to stay. What was written is saved, whatever happens.
  const saved = document.querySelector("form[data-save]");
  let written = false;
  saved?.addEventListener("input", () => { written = true; later(); });
  saved?.addEventListener("submit", () => { written = false; });
  let timer = 0;
  const later = () => { clearTimeout(timer); timer = setTimeout(save, 1500); };
  const save = () => {
    if (!saved || !written) { return; }
    written = false;
    const data = new URLSearchParams(new FormData(saved));
    data.set("saving", "yes");
    // A page that goes away may still send 64 KiB (Fetch, 4.6); more goes only while it stays.
    const keepalive = data.toString().length < 60000;
    fetch(saved.action, { method: "POST", body: data, keepalive, redirect: "manual" })
      .then((answer) => { const said = by("saved"); if (said && answer.ok) { said.textContent = said.dataset.words; } })
      .catch(() => { written = true; });
  };
  addEventListener("pagehide", save);

  let left = Number(body.dataset.left);
  let told = Date.now();
  const stay = () => {
    fetch("/stay", { method: "POST" }).then((answer) => {
      if (answer.status === 204) { left = 600; told = Date.now(); by("warning").hidden = true; }
      else { location.assign("/locked"); }
    });
  };
  by("stay")?.addEventListener("click", stay);
  // A hand on the page is a person: told at most once a minute.
  let touched = 0;
  for (const kind of ["keydown", "pointerdown"]) {
    addEventListener(kind, () => {
      if (body.hasAttribute("data-left") && by("warning")?.hidden && Date.now() - touched > 60000) { touched = Date.now(); stay(); }
    }, { passive: true });
  }
  if (body.hasAttribute("data-left")) {
    touched = Date.now();
    setInterval(() => {
      const rest = left - (Date.now() - told) / 1000;
      if (rest <= 0) { save(); location.assign("/locked"); return; }
      if (rest <= 60 && by("warning").hidden) { save(); by("warning").hidden = false; by("stay").focus(); }
    }, 1000);
  }

  // Printing and copying are conveniences; the buttons are there only with a script.
  for (const one of document.querySelectorAll("button[data-print]")) {
    one.hidden = false;
    one.addEventListener("click", () => print());
  }
  for (const one of document.querySelectorAll("button[data-copy]")) {
    one.hidden = false;
    one.addEventListener("click", () => navigator.clipboard.writeText(by(one.dataset.copy).textContent.trim()));
  }
})();
