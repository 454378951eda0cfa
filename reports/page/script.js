"use strict";
(() => {
  const $ = (s, root = document) => root.querySelector(s), $$ = (s, root = document) => [...root.querySelectorAll(s)];
  const root = document.documentElement;

  // theme: system, light, dark
  const theme = $("#theme"), label = $("span", theme), names = ["system", "light", "dark"];
  const show = () => { label.textContent = root.dataset.theme || "system"; };
  theme.addEventListener("click", () => {
    const next = names[(names.indexOf(root.dataset.theme || "system") + 1) % 3];
    if (next === "system") delete root.dataset.theme; else root.dataset.theme = next;
    try { next === "system" ? localStorage.removeItem("slbconform-theme") : localStorage.setItem("slbconform-theme", next); } catch {}
    show();
  });
  show();

  // filters
  const form = $("#filters"), q = $("#q"), section = $("#by-section"), origin = $("#by-origin"), count = $("#count");
  const sections = $$(".section").map((el) => ({
    el, name: $("h3", el).firstChild.textContent,
    rules: $$(".rule", el).map((rule) => ({ rule, square: $(`.map a[data-rule="${rule.id}"]`) })),
  }));
  const total = sections.reduce((n, s) => n + s.rules.length, 0);
  const textOf = (r) => r.text ??= r.rule.textContent.toLowerCase();
  const filter = () => {
    const words = q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = $$(".chips :checked").map((c) => c.value);
    let shown = 0;
    for (const s of sections) {
      let any = false;
      for (const r of s.rules) {
        const fits = (!section.value || section.value === s.name) && (!origin.value || origin.value === r.rule.dataset.origin) &&
          (!verdicts.length || verdicts.includes(r.rule.dataset.verdict)) && words.every((w) => textOf(r).includes(w));
        r.rule.hidden = !fits;
        r.square.classList.toggle("dim", !fits);
        any ||= fits;
        shown += fits;
      }
      s.el.hidden = !any;
    }
    count.textContent = shown === total ? `${total} rules` : `${shown} of ${total} rules`;
    $("#nothing").hidden = shown > 0;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (e) => e.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  addEventListener("keydown", (e) => {
    if (e.key === "/" && !e.target.closest("input, select, textarea") && !e.ctrlKey && !e.metaKey) { e.preventDefault(); q.focus(); }
    if (e.key === "Escape" && e.target === q) form.reset();
  });

  // a link to a rule or a scenario shows it, whatever the filters say
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1)), el = id && document.getElementById(id);
    if (!el) return;
    if (el.closest("[hidden]")) { form.reset(); filter(); }
    const details = el.matches("tbody") ? $("details", el) : el.closest("details");
    if (details) details.open = true;
    el.scrollIntoView();
  };
  addEventListener("hashchange", follow);

  // each row gets a link that can be pasted into a review
  for (const body of $$(".scenarios tbody")) {
    const a = document.createElement("a");
    a.className = "anchor"; a.href = "#" + body.id; a.textContent = "#";
    a.setAttribute("aria-label", "Link to this scenario");
    $("td", body).append(" ", a);
  }

  // each command gets a button that copies it
  for (const p of $$(".command")) {
    const button = document.createElement("button");
    button.type = "button"; button.className = "quiet-button copy"; button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy the command");
    p.append(button);
  }
  document.addEventListener("click", async (e) => {
    const button = e.target.closest(".copy");
    if (!button) return;
    const text = button.previousElementSibling.textContent;
    try { await navigator.clipboard.writeText(text); } catch {
      getSelection().selectAllChildren(button.previousElementSibling);
      document.execCommand("copy");
    }
    button.textContent = "Copied";
    button.setAttribute("aria-label", "Copied");
    setTimeout(() => { button.textContent = "Copy"; button.setAttribute("aria-label", "Copy the command"); }, 1500);
  });

  // JSON in requests and answers is coloured when it is opened; not a character of it changes
  const token = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\b(?:true|false|null)\b/g;
  const colour = (el) => {
    const node = [...el.childNodes].find((n) => n.nodeType === 3 && /^\s*[[{]/.test(n.data));
    if (!node || node.data.length > 20000) return;
    const out = document.createDocumentFragment();
    let last = 0;
    for (const m of node.data.matchAll(token)) {
      const end = m.index + (m[1] || m[0]).length, span = document.createElement("span");
      span.className = m[2] !== undefined ? "k" : m[1] ? "s" : "n";
      span.textContent = node.data.slice(m.index, end);
      out.append(node.data.slice(last, m.index), span);
      last = end;
    }
    out.append(node.data.slice(last));
    node.replaceWith(out);
  };
  const colourIn = (box) => { for (const el of $$(".call pre, .call dd", box)) if (!el.dataset.coloured) { el.dataset.coloured = 1; colour(el); } };
  document.addEventListener("toggle", (e) => { if (e.target.open) colourIn(e.target); }, true);
  $$(".wrong").forEach(colourIn);

  follow();
})();
