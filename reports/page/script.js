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

  // Search and filters. What rules and the names of their scenarios say is searched; requests and answers are looked at when that
  // is asked for, because nearly every answer holds nearly every word.
  const form = $("#filters"), q = $("#q"), operation = $("#by-operation"), basis = $("#by-basis"), count = $("#count"), deeper = $("#deeper"), answers = $("#answers");
  const squares = new Map($$(".map a").map((a) => [a.getAttribute("href").slice(1), a]));
  const operations = $$(".operation").map((el) => ({
    el,
    sections: $$(".section", el).map((section) => ({ el: section, rules: $$(".rule", section).map((rule) => ({ el: rule, operation: el.dataset.operation, square: squares.get(rule.id) })) })),
  }));
  const rules = operations.flatMap((o) => o.sections.flatMap((s) => s.rules)), total = rules.length;
  let deep = false, search;
  const whole = (r) => r.whole ??= r.el.textContent.toLowerCase();
  const text = (r, selector) => $$(selector, r.el).map((e) => e.textContent).join("\n");
  const index = () => search ??= searchRules(rules.map((r) => ({
    operation: r.operation, name: text(r, ".meta a"), says: text(r, "h4"), place: text(r, ".meta i"), kind: $(".meta span:not(.basis)", r.el)?.textContent ?? "",
    note: text(r, ".note:not(.source)"), cases: text(r, "caption, tr:first-child > td:nth-last-child(n+4)"), answers: text(r, "tr:first-child > td:nth-last-child(3)"),
  })));
  q.addEventListener("focus", index);
  $("#find").addEventListener("click", () => { $("#rules").scrollIntoView(); q.focus({ preventScroll: true }); });

  // What answers a question stands above the operations, the best first. A rule that several operations share stands there once,
  // of the operation that fits best, with links to the others.
  const answer = (best) => {
    for (const r of answered) { r.label?.remove(); r.likewise?.remove(); r.likewise = null; }
    for (const s of operations.flatMap((o) => o.sections)) if (s.rules.some((r) => r.el.parentElement === answers)) s.el.append(...s.rules.map((r) => r.el));
    answered = [];
    const same = Map.groupBy(best, (r) => r.el.id.slice(r.operation.length) + $("h4", r.el).textContent);
    for (const [r, ...others] of same.values()) {
      r.label ??= Object.assign(document.createElement("p"), { className: "of", textContent: r.operation });
      r.el.prepend(r.label);
      if (others.length) {
        r.likewise = Object.assign(document.createElement("p"), { className: "note likewise", textContent: "Likewise: " });
        others.forEach((o, i) => r.likewise.append(i ? ", " : "", Object.assign(document.createElement("a"), { href: "#" + o.el.id, textContent: o.operation })));
        $(".meta", r.el).after(r.likewise);
      }
      answers.append(r.el);
      answered.push(r);
    }
    answers.hidden = !answered.length;
  };
  let answered = [];

  const filter = () => {
    const verdicts = $$(".chips :checked").map((c) => c.value), question = q.value.trim();
    const asked = (r) => (!operation?.value || operation.value === r.operation) && (!basis.value || basis.value === (r.el.dataset.basis ?? "stated")) &&
      (!verdicts.length || verdicts.includes($(".badge", r.el).textContent));
    const { hits, unknown } = question ? index()(question) : { hits: rules.map((_, i) => ({ i, worth: 1 })), unknown: [] };
    const open = hits.filter((h) => asked(rules[h.i])), enough = open[0]?.worth / 2, best = open.filter((h) => h.worth >= enough).map((h) => rules[h.i]), fit = new Set(best);
    const told = words.telling(question), inside = question ? rules.filter((r) => !fit.has(r) && asked(r) && told.every((w) => whole(r).includes(w))) : [];
    if (deep) for (const r of inside) { fit.add(r); best.push(r); }
    answer(question ? best : []);
    for (const r of rules) {
      r.el.hidden = !fit.has(r) || question !== "" && r.el.parentElement !== answers;
      r.square?.classList.toggle("dim", !fit.has(r));
    }
    for (const o of operations) {
      for (const s of o.sections) s.el.hidden = question !== "" || !s.rules.some((r) => fit.has(r));
      o.el.hidden = o.sections.every((s) => s.el.hidden);
    }
    count.textContent = (fit.size === total ? `${total} rules` : `${fit.size} of ${total} rules`) + (unknown.length && fit.size ? `, none says ${unknown.map((w) => `“${w}”`).join(" or ")}` : "");
    $("#nothing").hidden = fit.size > 0;
    deeper.hidden = !inside.length;
    $("button", deeper).textContent = deep ? "Rules and scenarios only" : `${inside.length} more, in steps, requests and answers`;
  };
  form.addEventListener("input", () => {
    deep = false;
    filter();
    if (!answers.hidden && answers.getBoundingClientRect().top < form.getBoundingClientRect().bottom) answers.scrollIntoView(); // the first answer, not one further down
  });
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
    const wanted = words.telling(qs.value), held = rows.map((r) => wanted.filter((w) => r.text.includes(w)).length), most = Math.max(0, ...held);
    rows.forEach((r, i) => { r.el.hidden = held[i] < most || !most && wanted.length > 0; });
    for (const d of $$(".statements")) d.hidden = !$("tbody tr:not([hidden])", d);
    const left = rows.filter((r) => !r.el.hidden).length;
    $("#counts").textContent = left === rows.length ? all : `${left} of ${rows.length} rows${most && most < wanted.length ? `, ${most} of ${wanted.length} words` : ""}`;
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
