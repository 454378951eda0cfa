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
    el,
    sections: $$(".section", el).map((section) => ({ el: section, rules: $$(".rule", section).map((rule) => ({ el: rule, of: el.dataset.operation, square: squares.get(rule.id) })) })),
  }));
  const rules = operations.flatMap((o) => o.sections.flatMap((s) => s.rules)), total = rules.length;
  let deep = false;
  const own = (r) => r.own ??= r.el.id.toLowerCase() + " " + [...r.el.querySelectorAll("header, .meta, .note, caption, .scenarios tr:not(.x)")].map((e) => e.textContent).join(" ").toLowerCase();
  const whole = (r) => r.whole ??= r.el.textContent.toLowerCase();

  // A question is its words without those that any question has, each without its ending.
  const idle = new Set("a an and any are as at be by can could did do does for get had has have how i if in is it its me my of on or our shall should that the there these they this to was we were what when where which who why will with would you your may must".split(" "));
  const stem = (w) => w.length < 5 || /[^a-z]/.test(w) ? w : w.replace(/(?<=..([b-df-hj-np-rtvwxz]))\1(?:ing|ed)$|(?:ies|y|ing|ed|(?<=[sxz]|ch|sh)es|(?<!s)s)$/, "");
  const words = (text) => {
    const all = text.toLowerCase().split(/\s+/).map((w) => w.replace(/^[^\p{L}\p{N}<{[]+|[^\p{L}\p{N}>}\]]+$/gu, "")).filter(Boolean);
    const telling = all.filter((w) => w.length > 1 && !idle.has(w));
    return (telling.length ? telling : all).map(stem);
  };
  // Found are the texts that hold all words, or where none does those that hold the most; a word that no text holds is left
  // out.
  const search = (wanted, texts) => {
    const held = texts.map((t) => wanted.filter((w) => t.includes(w)).length), most = Math.max(0, ...held);
    return { found: new Set(texts.keys().filter((i) => held[i] === most && (most || !wanted.length))), says: most && most < wanted.length ? `, ${most} of ${wanted.length} words` : "" };
  };

  // What answers a question comes first, the rest behind it in the order of the documents. A word counts in the sentence and in
  // the name of the operation, and not in a note, a code or a scenario; words side by side count wherever they stand.
  const plain = (text) => " " + text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ") + " ";
  const parts = (name) => plain(name.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z]{3})(?=[A-Z][a-z])/g, " "));
  const worth = (r, wanted, pairs) => {
    r.sentence ??= plain($("h4", r.el).textContent) + plain(r.of) + parts(r.of);
    r.plain ??= plain(own(r));
    const named = wanted.some((w) => plain(r.of).startsWith(` ${w}`)); // Set, or the whole name
    return 2 * named + wanted.filter((w) => r.sentence.includes(` ${w}`)).length + pairs.filter((two) => r.plain.includes(two)).length;
  };
  const arrange = (all) => {
    const best = all.toSorted((a, b) => b.worth - a.worth).map((one) => one.el), placed = [...best[0].parentElement.children].filter((el) => best.includes(el));
    if (placed.some((el, i) => el !== best[i])) placed.at(-1).after(...best);
  };

  const filter = () => {
    const wanted = words(q.value), verdicts = $$(".chips :checked").map((c) => c.value);
    const asked = rules.filter((r) => (!operation?.value || operation.value === r.of) && (!basis.value || basis.value === r.el.dataset.basis) &&
      (!verdicts.length || verdicts.includes(r.el.dataset.verdict)));
    const { found, says } = search(wanted, asked.map(own)), fit = new Set(asked.filter((_, i) => found.has(i)));
    const inside = wanted.length ? asked.filter((r) => !fit.has(r) && wanted.every((w) => whole(r).includes(w))) : [];
    if (deep) for (const r of inside) fit.add(r);
    const spoken = plain(q.value).trim().split(" "), pairs = spoken.slice(1).map((w, i) => ` ${spoken[i]} ${w} `);
    for (const o of operations) {
      for (const s of o.sections) {
        for (const r of s.rules) {
          r.worth = fit.has(r) ? worth(r, wanted, pairs) : -1;
          r.el.hidden = !fit.has(r);
          r.square?.classList.toggle("dim", !fit.has(r));
        }
        s.el.hidden = !s.rules.some((r) => fit.has(r));
        s.worth = Math.max(...s.rules.map((r) => r.worth));
        arrange(s.rules);
      }
      o.worth = Math.max(...o.sections.map((s) => s.worth));
      arrange(o.sections);
      o.el.hidden = o.sections.every((s) => s.el.hidden);
    }
    if (operations.length) arrange(operations);
    count.textContent = fit.size === total ? `${total} rules` : `${fit.size} of ${total} rules${says}`;
    $("#nothing").hidden = fit.size > 0;
    deeper.hidden = !inside.length;
    $("button", deeper).textContent = deep ? "Rules and scenarios only" : `${inside.length} more, in steps, requests and answers`;
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
    const { found, says } = search(words(qs.value), rows.map((r) => r.text));
    rows.forEach((r, i) => { r.el.hidden = !found.has(i); });
    for (const d of $$(".statements")) d.hidden = !$("tbody tr:not([hidden])", d);
    $("#counts").textContent = found.size === rows.length ? all : `${found.size} of ${rows.length} rows${says}`;
  });

  // A link to a rule or a scenario shows it, whatever the filters say. Links of older reports name no operation: #rule-…
  // and #scenario-… lead to the first rule of that name.
  const find = (id) => {
    if (!id || document.getElementById(id)) return document.getElementById(id);
    const name = id.replace(/^(rule|scenario)-/, ""), named = (r) => r.el.id.slice(r.el.id.indexOf("/") + 1);
    return (rules.find((r) => named(r) === name) ?? rules.find((r) => name.startsWith(named(r) + "_")))?.el;
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
      const code = $("code", p); // which breaks before a word does, and is copied as it was
      code.replaceChildren(...code.textContent.split(/(?<=[/_])/).flatMap((part) => [part, document.createElement("wbr")]));
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
  const token = /("(?:[^"\\]|\\.)*(?:"|$))(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\b(?:true|false|null)\b/g;
  const colour = (el) => {
    const node = [...el.childNodes].find((n) => n.nodeType === 3 && /^\s*[[{]/.test(n.data));
    if (!node || node.data.length > 20000) return;
    const out = document.createDocumentFragment();
    let last = 0;
    const [shown] = node.data.split(/… and [\d,]+ bytes? more, in /); // of what is cut short, a string may be open
    for (const m of shown.matchAll(token)) {
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
