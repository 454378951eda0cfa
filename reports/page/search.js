// searchRules indexes what rules say and returns a search: a question in plain words gives the rules that answer it, the best
// first. It knows neither the page nor any rule: a rule is its operation, its name, its sentence, its kind, its places in the
// documents, its notes, the names of its scenarios and what was answered in them.
const searchRules = (rules) => {
  const { stem, split, joined, alike } = words, stems = (text) => [...split(text).map(stem), ...joined(text)];

  // How much a word is worth where it stands. The facet is what of a parameter a rule is about: that it is required, its limit.
  const fields = { says: 3, facet: 2.5, name: 1.4, place: 2, note: 1.2, cases: 1, answers: .4 };
  const facet = (r) => [r.name.split(".").at(-1), r.place.match(/[^>]*$/)[0], r.kind].join(" ");
  const held = (r, field) => field === "facet" ? stems(facet(r)).map((w) => ":" + w) : stems(field === "name" ? r.name.replace(/^request\./, "") : r[field]);

  // For each word the rules that hold it, and how much it is worth there.
  const index = new Map();
  rules.forEach((r, i) => {
    for (const field in fields) {
      for (const w of new Set(held(r, field))) {
        const at = index.get(w) ?? index.set(w, new Map()).get(w), had = at.get(i) ?? 0;
        at.set(i, Math.max(had, fields[field]) + .1 * Math.min(had, fields[field]));
      }
    }
  });
  const same = rules.map((r) => r.name + r.says), size = new Set(same).size; // what several operations share counts once
  const texts = rules.map((r) => ` ${split([r.says, r.name, r.note, r.cases].join(" ")).join(" ")} `);
  const lengths = rules.map((r) => split(r.says).length);

  // meant are the words of the index that a word of a question can mean, and how surely.
  const meant = (w) => {
    const found = new Map(), add = (word, sure) => { if (index.has(word)) found.set(word, Math.max(sure, found.get(word) ?? 0)); };
    add(w, 1);
    add(":" + w, 1);
    for (const other of alike(w)) { add(other, .5); add(":" + other, .9); }
    if (w.length > 3) for (const word of index.keys()) if (word.startsWith(w)) add(word, .7);
    if (found.size) return found;
    for (const near of [...index.keys()].filter((word) => words.near(w, word))) { // misspelled
      add(near, .8);
      for (const other of alike(near)) add(other, .5);
    }
    return found;
  };

  // A term is a word of a question: what it is worth in each rule, and how rare it is; what means it less surely makes it less
  // common.
  const term = (word) => {
    const at = new Map(), share = new Map();
    for (const [other, sure] of meant(word)) for (const [i, weight] of index.get(other)) at.set(i, Math.max(at.get(i) ?? 0, sure * weight));
    const most = Math.max(...at.values());
    for (const [i, weight] of at) share.set(same[i], Math.max(share.get(same[i]) ?? 0, (weight / most) ** 2));
    const common = [...share.values()].reduce((sum, n) => sum + n, 0);
    return { word, at, rare: Math.min(4, Math.log(1 + size / (1 + common))) };
  };

  // An operation is named by its name, by the verb that its name begins with, and less surely by a word like the verb.
  const operations = [...new Set(rules.map((r) => r.operation))].map((name) => {
    const [verb, , ...rest] = split(name);
    return { name, verb, stem: stem(verb), like: alike(stem(verb)), rest: rest.filter((w) => w !== "group") };
  });
  const named = (o, question, spoken) => {
    if (question.toLowerCase().includes(o.name.toLowerCase())) return 2;
    if (question.match(/\b[A-Z][a-z]+/g)?.some((w) => w.toLowerCase() === o.verb)) return 1;
    const sure = Math.max(...spoken.map((w) => w === o.verb || w === o.verb.replace(/e?$/, "ing") ? .8 : stem(w) === o.stem ? .7 : o.like.includes(stem(w)) ? .5 : 0));
    return sure && sure + (spoken.some((w) => o.rest.includes(w)) ? .2 : 0);
  };
  // own is the one operation whose rules have a word, and many of them: the word names it too.
  const own = (w) => {
    const of = [...index.get(w) ?? []].filter(([, weight]) => weight >= 2).map(([i]) => rules[i].operation);
    return of.length < 5 ? undefined : operations.find((o) => of.filter((name) => name === o.name).length > .8 * of.length)?.name;
  };

  return (question) => {
    const spoken = split(question), telling = words.telling(question);
    const sure = new Map(operations.map((o) => [o.name, named(o, question, spoken)]));
    for (const only of telling.map((w) => own(stem(w)))) if (only && !sure.get(only)) sure.set(only, .4);
    const surest = Math.max(...sure.values()), several = new Set(operations.filter((o) => sure.get(o.name) >= .7).map((o) => o.verb)).size > 1;

    // What names an operation says little of its rules, and so do the words that a name is made of.
    const verbs = operations.filter((o) => sure.get(o.name) >= .5).flatMap((o) => [o.stem, ...o.like]);
    const names = joined(question).filter((w) => index.has(w) || alike(w).length), inNames = names.length ? words.names(question).flatMap(split).map(stem) : [];
    const faint = telling.filter((w) => words.faint.has(w)).map(stem);
    const share = (w) => verbs.includes(w) ? .3 : faint.includes(w) ? .4 : inNames.includes(w) ? .15 : own(w) ? .4 : names.includes(w) ? 1.3 : 1;
    const terms = [...new Set([...telling.map(stem), ...names])].map(term), known = terms.filter((t) => t.at.size);
    for (const t of known) t.rare *= share(t.word);
    const all = known.reduce((sum, t) => sum + t.rare, 0);

    const pairs = spoken.slice(1).map((w, i) => [spoken[i], w]).filter((two) => !two.every((w) => words.idle.has(w))).map((two) => ` ${two.join(" ")} `);
    // Rows of codes, types and samples answer who asks for them; what a document says answers before what is assumed.
    const asked = telling.map(stem), rows = { error: names.length > 0 || asked.includes("error") || asked.includes("cod") };
    for (const [kind, ...by] of [["type", "type", "response"], ["member", "type", "response"], ["sample", "sample"]]) rows[kind] = asked.some((w) => by.map(stem).some((s) => w === s || alike(s).includes(w)));
    const worth = (r, i) => {
      let sum = 2 * pairs.filter((two) => texts[i].includes(two)).length, covered = 0;
      for (const { at, rare } of known) {
        sum += rare * (at.get(i) ?? 0);
        covered += rare * Math.min(1, at.get(i) ?? 0);
      }
      const named = sure.get(r.operation), operation = named ? 1 + .6 * named : surest < .8 || r.operation === "platform" && several ? 1 : .6;
      return sum * (.5 + .5 * covered / all) * operation * (rows[r.kind] === false ? .8 : 1) * (r.name.startsWith("assumed.") ? .9 : 1) / (1 + .01 * lengths[i]);
    };
    const hits = rules.map((r, i) => ({ i, worth: worth(r, i) })).filter((h) => h.worth > 0).sort((a, b) => b.worth - a.worth || a.i - b.i);
    return { hits, unknown: [...new Set(telling)].filter((w) => !terms.find((t) => t.word === stem(w)).at.size) };
  };
};
