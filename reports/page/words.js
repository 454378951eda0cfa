"use strict";
// words reads texts and questions: it splits names that are written in one, cuts endings, and knows which words say nothing
// and which say the same.
const words = (() => {
  // Words that any question has.
  const idle = new Set("a about actually after again an and any anything are as at be been before but by call called calling can could did do does each every first for from get gets give gives given go got had happen happens has have how however i if in into is it its just know let me may might my nor of on or our pass passed passing please s send sending shall should so some still t tell than that the their them then there these they thing this those through to us want was we were what when where whether which who whose why will with would you your vserver".split(" "));

  // Words that ask whether something may be say less than what it is.
  const faint = new Set("allowed possible ok okay valid legal permitted supported fine request requests must need needs want all every only one two three still hold holds contain contains specify specified existing".split(" "));

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
    page pages paging pagination paginated pagesize pagenumber cursor one all
    name rename renamed title
    optional required mandatory must need needed needs necessary obligatory compulsory without omit omitted left leave leaves skip absent missing lack lacks
    none no without
    limit max maximum most many much upper cap count number quota exceed exceeds bulk size
    length long longer longest short characters chars size
    range min minimum max maximum between lowest highest largest smallest bounds high low
    values allowed valid possible accepted kinds supported legal permitted enum
    member members field fields
    alphabet characters character chars charset letters symbols special punctuation unicode emoji accents accented umlaut umlauts allowed
    hyphens hyphen dash dashes minus
    periods period dot dots
    slashes slash
    twice duplicate duplicated duplicates unique equal repeated repeat double same two idempotent
    conflict conflicts clash collide same duplicate already
    exist exists unknown nonexistent found gone
    gone deleted
    released terminated terminate expired stale wrong bogus exist exists
    other another wrong different foreign cross elsewhere
    error code exception refusal refusals refused refuse fails failed fail failing failure rejected reject denied deny
    ram permission permissions policy grant authorization right rights privilege iam role access unauthorized authorized authorised user subaccount
    tag label
    capitals uppercase upper case sensitive insensitive
    lower lowercase small camel case sensitive insensitive
    number numbers integer int numeric quoted
    string strings text quoted
    type string integer number object array boolean
    sample samples example examples
    timestamp clock time skew drift dated date when late
    methods get post verb
    running stopped stop started starting shut status state
    order sorted sort sequence
    use used uses using referenced bound attached lead leads forwards point points associated
    enough alone only sufficient
    format uuid written form
    unknown undocumented nobody extra additional unexpected unrecognized
    busy retry processing progress pending concurrent concurrently parallel simultaneous locked throttled throttling throttle overloaded rate
    later afterwards subsequently
    same like identical equivalent
    progress changing changed
    server instance host machine node target vm upstream
    ecs vm instance machine
    eni interface interfaces nic network
    eci container containers pod pods
    premises prem premise idc datacenter hybrid vbr
    cen enterprise transit cross
    vpc network vswitch subnet
    response answer answers answered return returns returned result show shows shown displayed contain contains
    ignored ignore matter matters considered effect
    neither none no nothing
    success succeeds successful succeed
    atomic partial partially rollback nothing none
    zone timezone utc
    drain drained zero 0 rotation graceful gracefully
    unchanged nothing untouched stays stay keep keeps kept lose loses lost preserve preserved reset overwritten
    empty blank
    null nil none
    white space spaces whitespace
    listener vip frontend
    balancer lb slb
    ip address
    move moves place
    default implicit implicitly unset unspecified omitted omit assumed
    fraction decimal float floating fractional plain
    malformed broken garbage syntax parse unparsable invalid
    signature sign signed signing hmac credentials authentication secret
    secret key credentials
    boolean true false yes
    json encoded encoding serialized format
    again back
    id identifier ids
  `.trim().split("\n").map((line) => line.trim().split(" "));

  const stem = (w) => w.length < 4 || /[^a-z]/.test(w) ? w
    : w.replace(/(?:ies|y)$/, "i").replace(/(?<=[sxz]|ch|sh)es$|(?<![su])s$/, "").replace(/(?<=..([b-df-hj-kmnp-rtvwxz]))\1(?:ing|ed)$|(?<=..[^e])(?:ing|ed)$|(?<=...)e$/, "");
  // split gives the words of a text and those that its names are made of: BackendServers are backend servers.
  const split = (text) => text.replace(/\[\s*\]/g, " empty list ").replace(/n['’]t\b/g, " not").replace(/\b(?:(?:do|does|did|is|are) ?)?not (?:specif\w+|give\w*|pass\w*|sen[dt]|set|provided?|mention\w*|includ\w+|suppl\w+)\b/gi, " without ").replace(/\b(?:have|has|had|got) to\b/gi, " must ").replace(/(?<=[a-z0-9])(?<!\bv)(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z])/g, " ").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
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

  return { idle, faint, stem, split, names, joined, telling, near, alike: (w) => meanings.get(w) ?? [] };
})();
