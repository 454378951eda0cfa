"use strict";
// words reads texts and questions: it splits names that are written in one, cuts endings, and knows which words say nothing
// and which say the same.
const words = (() => {
  // Words that any question has.
  const idle = new Set("a about after again an and any anything are as at be been by call called calling can could did do does each for from get gets give gives given go got had happen happens has have how i if in into is it its just know let me may might my nor of on or our pass passed passing please s send sending shall should so some still t tell than that the their them then there these they thing this those through to us want was we were what when where whether which who whose why will with would you your vserver".split(" "));

  // Words of one line mean much the same here: each finds the others, for less than itself.
  const alike = `
    add adding addition attach append register put insert
    create creation make made
    delete deletion destroy drop erase
    remove removal detach take taken out deregister
    modify modification replacement replace swap exchange substitute
    change update adjust alter edit
    set rename assign update change
    describe read fetch see view show list query filter find search
    list listed show enumerate find all
    filter search match find listed list
    page pages paging pagination cursor one all
    name rename renamed title
    optional required mandatory must need needed needs necessary obligatory compulsory without omit omitted left leave leaves skip absent missing lack lacks
    none no without
    limit max maximum most many upper cap count number
    length long longest short characters chars
    range min minimum max maximum between lowest highest largest smallest bounds high low
    values allowed valid possible accepted kinds supported
    member members field fields
    alphabet characters letters symbols allowed
    twice duplicate duplicated duplicates unique equal repeated double same two
    exist exists unknown nonexistent found gone
    other another wrong different foreign
    error code refused refuse fails failed fail failing failure rejected reject denied deny
    ram permission permissions policy grant authorization right rights privilege
    tag label
    capitals uppercase upper
    lower lowercase small camel
    number numbers integer int numeric
    string strings text
    type string integer number object array boolean
    sample samples example examples
    timestamp clock time skew dated when
    methods get post verb
    running stopped stop
    order sorted sort sequence
    use used uses lead leads forwards point points associated
    enough alone only sufficient
    format uuid written form
    unknown undocumented nobody extra
    busy retry processing progress pending concurrent changing changed
    server instance host machine
    response answer answers answered return returns returned result show shows shown displayed contain contains
    ignored ignore
    neither none no nothing
    success succeeds successful succeed
    atomic partial partially rollback nothing none
    zone timezone utc
    drain drained zero 0
    unchanged nothing untouched stays stay keep kept
    empty blank
    white space spaces whitespace
    listener vip
    balancer lb slb
    ip address
    move moves place
  `.trim().split("\n").map((line) => line.trim().split(" "));

  const stem = (w) => w.length < 4 || /[^a-z]/.test(w) ? w
    : w.replace(/(?:ies|y)$/, "i").replace(/(?<=[sxz]|ch|sh)es$|(?<![su])s$/, "").replace(/(?<=..([b-df-hj-kmnp-rtvwxz]))\1(?:ing|ed)$|(?<=..[^e])(?:ing|ed)$|(?<=...)e$/, "");
  // split gives the words of a text and those that its names are made of: BackendServers are backend servers.
  const split = (text) => text.replace(/n['’]t\b/g, " not").replace(/\b(?:have|has|had|got) to\b/gi, " must ").replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z])/g, " ").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  // names are what a text writes in one, such as BackendServers, and request.backend-servers too.
  const names = (text) => text.match(/[\p{L}\p{N}]*[a-z][A-Z][\p{L}\p{N}]*|[a-z]+(?:-[a-z]+)+/gu) ?? [];
  const joined = (text) => names(text).map((w) => w.replaceAll("-", "").toLowerCase());

  const meanings = new Map();
  for (const line of alike.map((l) => l.map(stem))) for (const w of line) meanings.set(w, [...meanings.get(w) ?? [], ...line]);

  // telling are the words of a question that say what it is about; GET is no word that any question has, nor When at its beginning.
  const telling = (question) => {
    const kept = new Set([...question.match(/\b[A-Z]{2,}\b/g) ?? [], ...question.match(/^\W*when\b/i) ?? []].map((w) => w.toLowerCase()));
    const all = split(question), some = all.filter((w) => !idle.has(w) || kept.has(w));
    return some.length ? some : all;
  };

  // near reports whether a word becomes the other by one letter, of a long word two, changed, added, left out or swapped.
  const near = (a, b) => {
    const most = a.length > 7 ? 2 : 1;
    if (a.length < 4 || Math.abs(a.length - b.length) > most) return false;
    let before = [], last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        next[j] = Math.min(last[j] + 1, next[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, last] = [last, next];
    }
    return last[b.length] <= most;
  };

  return { idle, stem, split, names, joined, telling, near, alike: (w) => meanings.get(w) ?? [] };
})();
