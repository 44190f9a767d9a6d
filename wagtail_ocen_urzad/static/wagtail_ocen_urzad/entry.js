// Paper sheets by keyboard, one question at a time. Without this file the form is filled in and
// sent like any other. What is typed is kept in this tab until the server has stored it.
(() => {
  const root = document.querySelector('[data-ou-entry]');
  if (!root) return;
  const part = (name) => root.querySelector(`[data-ou="${name}"]`);
  const form = part('form');
  const area = part('area');
  const words = JSON.parse(root.dataset.words);
  const asks = [...form.querySelectorAll('.ou-ask')];
  const goesOn = root.dataset.sheet === 'next';
  const drawer = `ou-entry/${root.dataset.person}/${root.dataset.batch}/`;
  const field = (name) => form.elements[name];
  const TOKEN = 'csrfmiddlewaretoken';
  const VERSION = 'sheet-version';
  // What says which questions and keys are on the screen: sent, and never put back.
  const OF_THE_SCREEN = [TOKEN, VERSION, 'sheet-run', 'sheet-number'];
  const PATIENCE = 15000;
  const SCAN = 80; // milliseconds between two characters of a reader; no hand is as quick

  // A sheet with a code is another one than the next sheet that has none.
  let sheetName = root.dataset.sheet + (field('sheet-code') ? field('sheet-code').value : '');
  // The next sheets go out one after the other, whatever their codes.
  const outbox = `outbox-${goesOn ? root.dataset.sheet : sheetName}`;
  let place = 0;
  let decided = new Set(); // codes of the questions that have been typed
  let number = Number(root.dataset.number);
  let wantsBlank = false;
  let waits = false; // Enter was pressed while the sheet before was on its way
  let tries = 0;
  let isRenewed = false; // a fresh token has just been fetched: a second refusal has another reason
  let timer = 0;
  let held = 0;
  let leftFor = ''; // code of another sheet for which the one that was begun may be given up
  let begun = ''; // first characters of a longer key
  let sound = null;

  const say = (text, values = {}) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? '');
  const show = (name, text) => { part(name).textContent = text; };
  const marks = (ask) => [...ask.querySelectorAll('input[data-keys]')];
  const written = (ask) => ask.querySelector('textarea, input[type=text]');
  const isText = (ask) => ask.dataset.kind === 'text';
  const isMany = (ask) => ask.dataset.kind === 'many';
  const label = (of) => root.dataset.label.replace(/\d+$/, of);

  // The text beside an option is asked for only where that option is marked.
  const isAsked = (ask) => !ask.dataset.beside || field(ask.dataset.beside) === undefined
    || [...form.querySelectorAll(`[name="${ask.dataset.beside}"]`)]
      .some((one) => one.checked && one.value === ask.dataset.option);
  const step = (from, by) => {
    let to = from + by;
    while (to >= 0 && to < asks.length && !isAsked(asks[to])) to += by;
    return to;
  };

  // ---- What is kept in this tab

  // The store may be full, or forbidden: then a reload loses what was typed, but no Enter does.
  const memory = {};
  const keep = (name, value) => {
    memory[name] = JSON.stringify(value);
    try {
      if (value === null) sessionStorage.removeItem(drawer + name);
      else sessionStorage.setItem(drawer + name, memory[name]);
    } catch { /* it is in the memory */ }
  };
  const kept = (name) => {
    if (name in memory) return JSON.parse(memory[name]);
    try { return JSON.parse(sessionStorage.getItem(drawer + name)); } catch { return null; }
  };
  const pairs = () => {
    const left = asks.filter((one) => !isAsked(one)).map((one) => one.dataset.code);
    return [...new FormData(form)].filter(([name]) => name !== TOKEN && !left.includes(name));
  };
  const keepSheet = () => keep(sheetName, { place, decided: [...decided], pairs: pairs() });

  const put = (values) => {
    for (const one of form.elements) {
      const given = values.filter(([name]) => name === one.name).map(([, value]) => value);
      if (OF_THE_SCREEN.includes(one.name)) continue;
      if (one.tagName === 'FIELDSET' || one.tagName === 'BUTTON') continue;
      if (one.type === 'radio' || one.type === 'checkbox') one.checked = given.includes(one.value);
      else one.value = given[0] ?? '';
    }
  };
  const newId = () => {
    // Not randomUUID, which a plain http address inside the office does not have.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
  const blankSheet = () => {
    for (const one of form.querySelectorAll('.ou-ask input, .ou-ask textarea')) {
      if (one.type === 'radio' || one.type === 'checkbox') one.checked = false;
      else one.value = '';
    }
    for (const name of ['sheet-code', 'sheet-repeated', 'sheet-blank']) {
      if (field(name)) field(name).value = '';
    }
    field('sheet-id').value = newId();
    decided = new Set();
    place = step(-1, 1);
    wantsBlank = false;
    begun = '';
    if (part('code')) part('code').value = '';
    if (part('found')) show('found', '');
  };

  // ---- What is seen and heard

  const mark = (ask) => {
    if (!decided.has(ask.dataset.code)) return '';
    if (isText(ask)) return written(ask).value.trim() ? words.text : '–';
    return marks(ask).filter((one) => one.checked).map((one) => one.dataset.mark).join('') || '–';
  };
  const meaning = (ask) => {
    if (isText(ask)) return written(ask).value.trim() ? words.written : words.nothing;
    const chosen = marks(ask).filter((one) => one.checked).map((one) => one.dataset.word);
    return chosen.join(', ') || words.nothing;
  };
  const drawStrip = () => {
    [...part('strip').querySelectorAll('[data-code]')].forEach((cell) => {
      const at = asks.findIndex((ask) => ask.dataset.code === cell.dataset.code);
      cell.hidden = !isAsked(asks[at]);
      cell.textContent = mark(asks[at]);
      cell.classList.toggle('is-typed', decided.has(cell.dataset.code));
      cell.classList.toggle('is-now', at === place);
    });
  };
  const draw = ({ last = null } = {}) => {
    asks.forEach((ask, at) => ask.classList.toggle('is-now', at === place));
    const now = asks[place];
    const after = asks[step(place, 1)];
    part('end').hidden = Boolean(now);
    show('then', now ? say(words.then, { question: after ? after.dataset.title : words.end }) : '');
    show('mark', last ? mark(last) : '');
    show('word', last ? meaning(last) : words.begin);
    show('what', last ? last.dataset.title : '');
    drawStrip();
    heading();
    const next = now ? `${now.dataset.where}: ${now.dataset.title}` : words.endSpoken;
    show('spoken', last ? `${mark(last)} ${meaning(last)}. ${next}` : next);
    if (now && isText(now)) written(now).focus();
    else area.focus({ preventScroll: true });
  };
  const beep = () => {
    try {
      sound = sound || new AudioContext();
      const tone = new OscillatorNode(sound, { type: 'square', frequency: 220 });
      const quiet = new GainNode(sound, { gain: 0.08 });
      tone.connect(quiet).connect(sound.destination);
      tone.start();
      tone.stop(sound.currentTime + 0.12);
    } catch { /* no sound on this computer: the words and the frame say it */ }
  };
  const refuse = (text) => {
    beep();
    area.classList.add('is-refused');
    show('alert', '');
    // A moment later, so that the same words are read out again.
    setTimeout(() => show('alert', text), 30);
  };
  const calm = () => {
    area.classList.remove('is-refused');
    show('alert', '');
  };
  const heading = () => {
    if (!goesOn) return;
    const found = Number(root.dataset.found);
    const laid = number - 1 + Number(root.dataset.apart); // sheets of the box that are accounted for
    show('sheet', say(laid < found ? words.sheetOf : words.sheet, { number, found }));
    show('label', label(number));
    if (!found) return;
    part('progress').value = laid;
    // After the last sheet the box may be closed; whoever types on is asked.
    part('last').hidden = laid !== found || decided.size > 0;
    part('beyond').hidden = laid < found || (laid === found && !decided.size);
  };

  // ---- Answers

  // Whoever goes on typing takes back the Enter that waits, and what was said of a blank sheet.
  const touch = () => {
    waits = false;
    leftFor = '';
    if (field('sheet-blank')) field('sheet-blank').value = '';
  };
  const advance = () => {
    touch();
    const last = asks[place];
    decided.add(last.dataset.code);
    place = step(place, 1);
    keepSheet();
    draw({ last });
  };
  const back = () => {
    const to = step(place, -1);
    if (to < 0) return refuse(words.first);
    touch();
    place = to;
    keepSheet();
    draw();
  };
  const forth = () => {
    if (place >= asks.length || !decided.has(asks[place].dataset.code)) return refuse(words.notYet);
    touch();
    place = step(place, 1);
    draw();
  };
  const toggle = (ask, one) => {
    touch();
    const alone = one.hasAttribute('data-alone');
    for (const other of marks(ask)) {
      if (other !== one && (alone || other.hasAttribute('data-alone'))) other.checked = false;
    }
    one.checked = alone || !one.checked;
    decided.add(ask.dataset.code);
    keepSheet();
    if (alone) advance();
    else draw({ last: ask });
  };
  const answer = (typed) => {
    const ask = asks[place];
    const key = begun + typed;
    const keys = (mark) => mark.dataset.keys.split(' ');
    const one = ask && marks(ask).find((mark) => keys(mark).includes(key));
    begun = '';
    if (!one && ask && marks(ask).some((mark) => keys(mark).some((longer) => longer.startsWith(key)))) {
      begun = key;
      calm();
      return show('mark', `${key}…`);
    }
    if (!one) return refuse(say(ask ? words.refused : words.refusedAtEnd, { key: key.toUpperCase() }));
    calm();
    if (isMany(ask)) return toggle(ask, one);
    one.checked = true;
    advance();
  };
  const enter = () => {
    const ask = asks[place];
    if (ask && !isText(ask) && !isMany(ask)) return refuse(words.enter);
    calm();
    if (ask) advance();
    if (place >= asks.length) finish();
  };
  const blank = () => {
    if (!field('sheet-blank')) return refuse(words.refusedAtEnd);
    if (decided.size) return refuse(words.notBlank);
    if (!wantsBlank) {
      wantsBlank = true;
      calm();
      show('word', words.blankAgain);
      return show('spoken', words.blankAgain);
    }
    field('sheet-blank').value = '1';
    finish();
  };
  const finish = () => {
    if (kept(outbox)) {
      waits = true;
      return refuse(words.wait);
    }
    waits = false;
    const isBlank = Boolean(field('sheet-blank') && field('sheet-blank').value);
    keep(outbox, { pairs: pairs(), number, isBlank });
    if (goesOn) {
      if (!isBlank) number += 1;
      keep(sheetName, null);
      sheetName = root.dataset.sheet;
      history.replaceState(null, '', form.action);
      blankSheet();
      keepSheet();
      // What waited beside a refused sheet is what is typed now; should that sheet be refused once
      // more, it goes beside it again as it stands then.
      if (!takeFromBeside()) draw();
      if (isBlank) show('word', words.blankDone);
    }
    send();
  };

  // ---- Sending: one sheet at a time, again and again until the server says what became of it

  const saved = (text, state, link = false) => {
    const line = part('saved');
    line.dataset.state = state;
    line.firstElementChild.textContent = text;
    part('login').hidden = !link;
  };
  const ask = async (url, options = {}) => {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(url, {
        ...options,
        signal: stop.signal,
        headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
      });
    } finally {
      clearTimeout(late);
    }
  };
  const again = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };
  const failed = () => {
    tries += 1;
    saved(words.retrying, 'waiting');
    again(Math.min(4000, 500 * 2 ** tries));
  };
  // Refused: the session is over, or only its token, or the right to enter was taken away. Our own
  // state page says which, and a fresh token.
  const renewed = async () => {
    const reply = await ask(root.dataset.stateUrl);
    if (reply.status === 403) {
      // Whoever is logged in is led past the page where one logs in.
      const login = await ask(part('login').href, { redirect: 'manual' });
      return login.type === 'opaqueredirect' ? words.forbidden : words.expired;
    }
    if (!reply.ok || reply.redirected) return words.expired;
    const state = await reply.json();
    if (state.person !== root.dataset.person) return words.expired;
    field(TOKEN).value = state.token;
    return '';
  };
  const send = async () => {
    const sheet = kept(outbox);
    if (!sheet) return;
    clearTimeout(timer);
    if (!tries) saved(words.saving, 'sending');
    try {
      const body = new URLSearchParams([...sheet.pairs, [TOKEN, field(TOKEN).value]]);
      const reply = await ask(form.action, { method: 'POST', body });
      if (reply.status === 403) {
        const text = await renewed();
        if (text) {
          saved(text, 'expired', text === words.expired);
          return again(3000);
        }
        isRenewed = !isRenewed;
        return isRenewed ? again(0) : failed();
      }
      isRenewed = false;
      // Sent again it would be refused again: the sheet is gone, or will never be taken.
      if ([400, 404, 405, 410, 413].includes(reply.status)) {
        tries = 0;
        return settle(sheet, { outcome: 'refused', text: reply.status === 404 ? words.gone : words.unread });
      }
      if (!/json/.test(reply.headers.get('Content-Type') || '')) return failed();
      tries = 0;
      settle(sheet, await reply.json());
    } catch {
      failed();
    }
  };
  const settle = (sheet, reply) => {
    if (reply.outcome === 'saved') return stored(sheet, reply);
    if (reply.outcome === 'differs') {
      // Another tab has used this sheet's name: it is another sheet.
      sheet.pairs = sheet.pairs.map(([name, value]) => [name, name === 'sheet-id' ? newId() : value]);
      keep(outbox, sheet);
      return send();
    }
    // The sheet comes back to the screen; what has been begun since waits beside it.
    if (goesOn) keep('beside', { place, decided: [...decided], pairs: pairs(), number });
    keep(outbox, null);
    waits = false;
    // A sheet that does not go on stands there still, with what was changed since it was sent.
    if (goesOn) put(sheet.pairs);
    decided = new Set(asks.map((one) => one.dataset.code));
    place = asks.length;
    number = sheet.number;
    keepSheet();
    saved(words.notSaved, 'waiting');
    draw();
    refuse(reply.text);
    part('anyway').hidden = reply.outcome !== 'ask';
    part('discard').hidden = !goesOn;
    if (reply.outcome === 'ask') part('anyway').focus();
  };
  const stored = (sheet, reply) => {
    keep(outbox, null);
    if (!goesOn) {
      keep(sheetName, null);
      return location.assign(reply.url);
    }
    const time = new Date().toLocaleTimeString('pl-PL');
    saved(sheet.isBlank ? say(words.blankSaved, { time }) : say(words.saved, { label: reply.label, time }), 'saved');
    root.dataset.apart = reply.apart;
    if (number !== reply.next) {
      number = reply.next;
      keepSheet();
    }
    if (!sheet.isBlank && reply.number !== sheet.number) {
      refuse(say(words.renumbered, { was: label(sheet.number), label: reply.label }));
    }
    heading();
    if (part('undo') && reply.undo) {
      part('undo').href = reply.undo.undo_url;
      part('undo').textContent = reply.undo.undo;
      part('undo').hidden = false;
    }
    // The Enter that waited was pressed for a whole sheet, or for a blank one, and for no other.
    const isWhole = place >= asks.length || (field('sheet-blank') && field('sheet-blank').value);
    if (waits && isWhole) finish();
  };
  const takeFromBeside = () => {
    const beside = kept('beside');
    if (!beside) return false;
    keep('beside', null);
    open(beside);
    return true;
  };
  const open = (sheet) => {
    const version = sheet.pairs.find(([name]) => name === VERSION);
    // Answers to other questions: the box has got another version since.
    if (!version || version[1] !== field(VERSION).value) return draw();
    put(sheet.pairs);
    decided = new Set(sheet.decided);
    place = Math.min(sheet.place, asks.length);
    keepSheet();
    draw();
  };

  // ---- The code on the sheet, typed or read by a reader that ends with Enter

  const find = async () => {
    const code = part('code').value.trim();
    if (!code) return area.focus();
    try {
      const reply = await ask(`${part('find').action}?kod=${encodeURIComponent(code)}`);
      const found = await reply.json();
      if (found.outcome === 'refused') return refuse(found.text);
      // What was begun belongs to a paper with other questions or keys: it goes, but not unasked.
      if (found.outcome === 'goto' && goesOn && decided.size) {
        if (leftFor !== code) {
          leftFor = code;
          part('code').select();
          return refuse(words.otherSheet);
        }
        blankSheet();
        keepSheet();
      }
      // On the screen of one coded sheet stand its own questions: another code opens another page.
      if (found.outcome === 'goto' || !goesOn) {
        return location.assign(found.url || `${form.action}?kod=${encodeURIComponent(code)}`);
      }
      field('sheet-code').value = found.code;
      show('found', found.text);
      keepSheet();
      calm();
      if (found.outcome === 'ask') {
        area.focus();
        return refuse(found.ask);
      }
    } catch {
      return refuse(words.noCode);
    }
    draw();
  };

  // ---- Keys

  const pressed = (event) => {
    const digit = /^Numpad(\d)$/.exec(event.code);
    if (digit) return digit[1];
    if (event.code === 'NumpadDecimal') return '.';
    return event.key.length === 1 ? event.key.toLowerCase() : event.key;
  };
  const ACTS = {
    Backspace: back, ArrowLeft: back, ArrowUp: back, ArrowRight: forth, ArrowDown: forth,
  };
  const act = (key, isShifted) => {
    if (key !== 'Enter' || !isShifted) wantsBlank = false;
    if (key === 'Enter') return isShifted ? blank() : enter();
    if (ACTS[key] && begun) {
      begun = '';
      return show('mark', '');
    }
    if (ACTS[key]) {
      calm();
      return ACTS[key]();
    }
    answer(key);
  };
  const scanned = (key) => {
    // A reader types „OU1/…” in one burst, wherever the cursor is; nobody has typed anything yet.
    if (held) {
      clearTimeout(held);
      held = 0;
      if (key === 'u') {
        part('code').value = 'OU';
        part('code').focus();
        return true;
      }
      answer('o');
    }
    if (key !== 'o' || decided.size || !part('code')) return false;
    held = setTimeout(() => { held = 0; answer('o'); }, SCAN);
    return true;
  };
  area.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const key = pressed(event);
    const known = key.length === 1 || key === 'Enter' || ACTS[key];
    if (!known || key === '[' || key === '?') return; // these two are Wagtail's
    if (event.target.matches('textarea, input[type=text]')) {
      const isEmptied = key === 'Backspace' && !event.target.value;
      if (!isEmptied && (key !== 'Enter' || event.shiftKey)) return;
    }
    event.preventDefault();
    if (event.repeat) return;
    if (!scanned(key)) act(key, event.shiftKey);
  });
  area.addEventListener('input', (event) => {
    if (event.target.matches('textarea, input[type=text]')) {
      touch();
      return keepSheet();
    }
    // A finger or a mouse.
    const box = event.target.closest('.ou-ask');
    place = asks.indexOf(box);
    calm();
    if (!isMany(box)) return advance();
    event.target.checked = !event.target.checked;
    toggle(box, event.target);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const left = asks.findIndex((one) => isAsked(one) && !isText(one) && !decided.has(one.dataset.code));
    if (left < 0) return finish();
    place = left;
    draw();
    refuse(words.left);
  });
  part('anyway').addEventListener('click', () => {
    field('sheet-repeated').value = '1';
    part('anyway').hidden = true;
    part('discard').hidden = true;
    calm();
    finish();
  });
  part('discard').addEventListener('click', () => {
    part('anyway').hidden = true;
    part('discard').hidden = true;
    blankSheet();
    keepSheet();
    calm();
    draw();
    takeFromBeside();
  });
  if (part('find')) {
    part('find').addEventListener('submit', (event) => {
      event.preventDefault();
      find();
    });
  }
  // Left as it is, or taken out: what was typed over the stored sheet goes, too.
  const forget = () => {
    keep(sheetName, null);
    keep(outbox, null);
  };
  if (part('leave')) part('leave').addEventListener('click', forget);
  if (part('remove')) part('remove').addEventListener('submit', forget);
  window.addEventListener('online', () => again(0));
  window.addEventListener('beforeunload', (event) => {
    if (kept(outbox)) event.preventDefault();
  });

  // ---- Begin, or go on where this tab was left

  root.classList.add('is-by-key');
  area.tabIndex = 0;
  area.setAttribute('role', 'application');
  for (const one of root.querySelectorAll('[data-ou-by-key]')) one.hidden = false;
  for (const one of form.querySelectorAll('.ou-ask input[data-keys]')) one.tabIndex = -1;
  for (const one of asks) {
    const given = isText(one) ? written(one).value : marks(one).some((mark) => mark.checked && mark.value);
    if (given || root.hasAttribute('data-filled')) decided.add(one.dataset.code);
  }
  if (!decided.size) field('sheet-id').value = newId();
  const before = kept(sheetName);
  const waiting = kept(outbox);
  if (waiting && goesOn && !waiting.isBlank && number <= waiting.number) number = waiting.number + 1;
  place = step(-1, 1);
  if (before) open(before);
  else draw();
  if (waiting) send();
})();
