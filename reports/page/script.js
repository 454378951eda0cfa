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

  // Search and filters. What a rule says of itself and the names of its scenarios come first; requests and answers are
  // looked at when that is asked for, because nearly every answer holds nearly every word.
  const form = $("#filters"), q = $("#q"), operation = $("#by-operation"), basis = $("#by-basis"), count = $("#count"), deeper = $("#deeper");
  const squares = new Map($$(".map a").map((a) => [a.getAttribute("href").slice(1), a]));
  const operations = $$(".operation").map((el) => ({
    el, name: el.dataset.operation,
    sections: $$(".section", el).map((el) => ({ el, rules: $$(".rule", el).map((rule) => ({ rule, square: squares.get(rule.id) })) })),
  }));
  const rules = operations.flatMap((o) => o.sections.flatMap((s) => s.rules)), total = rules.length;
  let deep = false;
  const own = (r) => r.own ??= r.rule.id.toLowerCase() + " " + [...r.rule.querySelectorAll("header, .meta, .note, caption, .scenarios tr:not(.x)")].map((e) => e.textContent).join(" ").toLowerCase();
  const whole = (r) => r.whole ??= r.rule.textContent.toLowerCase();
  const words = (input) => input.value.toLowerCase().split(/\s+/).filter((w, i, all) => w.length > 1 || w && all.length === 1);
  const filter = () => {
    const wanted = words(q), verdicts = $$(".chips :checked").map((c) => c.value);
    let shown = 0, inside = 0;
    for (const o of operations) {
      let anyRule = false;
      for (const s of o.sections) {
        let any = false;
        for (const r of s.rules) {
          let fits = (!operation?.value || operation.value === o.name) && (!basis.value || basis.value === r.rule.dataset.basis) &&
            (!verdicts.length || verdicts.includes(r.rule.dataset.verdict));
          if (fits && !wanted.every((w) => own(r).includes(w))) {
            const held = wanted.every((w) => whole(r).includes(w));
            inside += held;
            fits = deep && held;
          }
          r.rule.hidden = !fits;
          r.square?.classList.toggle("dim", !fits);
          any ||= fits;
          shown += fits;
        }
        s.el.hidden = !any;
        anyRule ||= any;
      }
      o.el.hidden = !anyRule;
    }
    count.textContent = shown === total ? `${total} rules` : `${shown} of ${total} rules`;
    $("#nothing").hidden = shown > 0;
    deeper.hidden = !inside;
    $("button", deeper).textContent = deep ? "Rules and scenarios only" : `${inside} more, in steps, requests and answers`;
  };
  form.addEventListener("input", () => { deep = false; filter(); });
  form.addEventListener("submit", (e) => e.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { deep = false; filter(); }));
  $("button", deeper).addEventListener("click", () => { deep = !deep; filter(); });
  addEventListener("keydown", (e) => {
    if (e.key === "/" && !e.target.closest("input, select, textarea") && !e.ctrlKey && !e.metaKey) { e.preventDefault(); q.focus(); }
    if (e.key === "Escape" && e.target === q) form.reset();
  });

  // the statements have a search of their own
  const qs = $("#qs"), all = $("#counts")?.textContent, rows = $$(".statements tbody tr").map((el) => ({ el, text: el.textContent.toLowerCase() }));
  qs?.addEventListener("input", () => {
    const wanted = words(qs);
    let shown = 0;
    for (const r of rows) {
      r.el.hidden = !wanted.every((w) => r.text.includes(w));
      shown += !r.el.hidden;
    }
    for (const d of $$(".statements")) d.hidden = !$("tbody tr:not([hidden])", d);
    $("#counts").textContent = shown === rows.length ? all : `${shown} of ${rows.length} rows`;
  });

  // A link to a rule or a scenario shows it, whatever the filters say. Links of older reports name no operation: #rule-…
  // and #scenario-… lead to the first rule of that name.
  const find = (id) => {
    if (!id || document.getElementById(id)) return document.getElementById(id);
    const name = id.replace(/^(rule|scenario)-/, ""), named = (r) => r.rule.id.slice(r.rule.id.indexOf("/") + 1);
    return (rules.find((r) => named(r) === name) ?? rules.find((r) => name.startsWith(named(r) + "_")))?.rule;
  };
  const follow = () => {
    const el = find(decodeURIComponent(location.hash.slice(1)));
    if (!el) return;
    if (el.closest("[hidden]")) { form.reset(); deep = false; filter(); }
    const details = el.matches("tbody") ? $("details", el) : el.closest("details");
    if (details) details.open = true;
    $(".led")?.classList.remove("led");
    el.classList.add("led");
    // what is far away has a height that is guessed until it is drawn: the way there is taken until it ends there
    let frames = 12;
    const arrive = () => { el.scrollIntoView(); if (--frames) requestAnimationFrame(arrive); };
    arrive();
  };
  addEventListener("hashchange", follow);

  // a row that is opened gets a link that can be pasted into a review, and its command a button that copies it
  const tools = (box) => {
    const body = box.closest("tbody");
    if (body && !$(".anchor", body)) {
      const a = document.createElement("a");
      a.className = "anchor"; a.href = "#" + body.id; a.textContent = "#";
      a.setAttribute("aria-label", "Link to this scenario");
      $("td", body).append(" ", a);
    }
    for (const p of $$(".command", box)) {
      if ($(".copy", p)) continue;
      const button = document.createElement("button");
      button.type = "button"; button.className = "quiet-button copy"; button.textContent = "Copy";
      button.setAttribute("aria-label", "Copy the command");
      p.append(button);
    }
  };
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
      out.append(node.data.slice(last, m.index));
      if (m.index) out.append(document.createElement("wbr")); // a line breaks between members before it does within one
      out.append(span);
      last = end;
    }
    out.append(node.data.slice(last));
    node.replaceWith(out);
  };
  const colourIn = (box) => { for (const el of $$(".call pre, .call dd", box)) if (!el.dataset.coloured) { el.dataset.coloured = 1; colour(el); } };
  document.addEventListener("toggle", (e) => { if (e.target.open && e.target.closest(".scenarios")) { tools(e.target); colourIn(e.target); } }, true);
  for (const box of $$(".wrong")) { tools(box); colourIn(box); }

  follow();
})();
