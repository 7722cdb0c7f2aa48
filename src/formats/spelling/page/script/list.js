// Many sections: a list to choose from, of which only what is in sight is drawn, beside the chosen one.

const ENTRY = 68;

function listPage(lines, sections, header) {
  const state = { wanted: '', verdict: null, measure: -1, descends: false, chosen: null, shown: lines };
  const bySubject = new Map(lines.map((line) => [textOf(line[0][1]), line]));
  const count = make('p', { class: 'count', role: 'status' });
  const inner = make('div', { class: 'entries', role: 'list' });
  const list = make('div', { class: 'list', role: 'region', 'aria-label': 'Interactions' }, inner);
  const detail = make('section', { class: 'detail', 'aria-label': 'The chosen interaction' });

  function choose() {
    const find = finder(state.wanted);
    let shown = lines.filter((line) => (state.verdict === null || textOf(line[0][2]) === state.verdict) && find(line));
    const cells = [(line) => line[0][0], (line) => line[0][1], (line) => line[0][2], ...sections.measures.map((_, at) => (line) => line[0][4][at])];
    if (state.measure >= 0) shown = sortBy(shown, cells[state.measure], state.descends);
    else if (state.descends) shown = [...shown].reverse();
    state.shown = shown;
    count.textContent = shown.length === lines.length ? `${counted(lines.length)} interactions` : `${counted(shown.length)} of ${counted(lines.length)} interactions`;
    inner.style.height = `${shown.length * ENTRY}px`;
    list.scrollTop = 0;
    drawEntries(true);
    updatePrinting();
    // What the choice leaves out gives way to what it keeps.
    if (state.chosen && !shown.includes(state.chosen)) show(isWide() ? shown[0] || null : null, false);
    else if (state.chosen) detail.querySelector('.steps')?.replaceWith(steps());
  }

  let drawn = [0, 0];
  function drawEntries(anew) {
    const from = Math.max(0, Math.floor(list.scrollTop / ENTRY) - 6);
    const to = Math.min(state.shown.length, Math.ceil((list.scrollTop + list.clientHeight) / ENTRY) + 6);
    if (!anew && drawn[0] === from && drawn[1] === to) return;
    drawn = [from, to];
    const focused = inner.contains(document.activeElement) ? document.activeElement.dataset.at : null;
    inner.replaceChildren(...state.shown.slice(from, to).map((line, at) => entry(line, from + at)));
    if (focused !== null) inner.querySelector(`[data-at="${focused}"]`)?.focus({ preventScroll: true });
  }

  function entry(line, at) {
    const [when, subject, verdict, about, measures] = line[0];
    const [day, time] = textOf(when).split(' ');
    const wait = textOf(measures[0]);
    const sortedBy = state.measure > 3 ? state.measure - 3 : 0;
    const measure = textOf(measures[sortedBy]);
    const place = { role: 'listitem', 'aria-setsize': state.shown.length, 'aria-posinset': at + 1 };
    return make('div', place, make('a', {
      class: 'entry', href: link(subject), 'data-at': at, 'aria-current': line === state.chosen ? 'true' : null, style: { top: `${at * ENTRY}px` },
    },
    make('span', { class: 'when' }, make('b', {}, time || day), make('small', {}, time ? day : '')),
    make('span', { class: 'subject' }, textOf(subject)),
    make('span', { class: `badge fill-${TONES[toneOf(verdict)]}` }, textOf(verdict)),
    make('span', { class: 'about' }, about.map(textOf).join(' · ')),
    make('span', { class: 'measured' }, measure === '' ? '' : `${sections.measures[sortedBy]} ${measure}`),
    strip(line)));
  }

  function show(line, moves) {
    state.chosen = line;
    document.body.classList.toggle('has-chosen', line !== null);
    inner.querySelectorAll('.entry').forEach((each) => each.removeAttribute('aria-current'));
    if (line === null) {
      detail.replaceChildren(make('p', { class: 'opening' }, 'Choose an interaction from the list.'));
      return;
    }
    inner.querySelector(`[data-at="${state.shown.indexOf(line)}"]`)?.setAttribute('aria-current', 'true');
    const article = sectionArticle(line, sections);
    detail.replaceChildren(steps(), article);
    article.redraw();
    detail.scrollTop = 0;
    if (moves) article.querySelector('h2').focus({ preventScroll: true });
  }

  function steps() {
    const at = state.shown.indexOf(state.chosen);
    const step = (by, name) => {
      const next = at < 0 ? undefined : state.shown[at + by];
      return next ? make('a', { href: link(next[0][1]) }, name) : make('span', { class: 'off', 'aria-hidden': 'true' }, name);
    };
    return make('nav', { class: 'steps', 'aria-label': 'Interactions' }, make('a', { class: 'back', href: '#' }, '‹ List'), step(-1, '‹ Previous'), step(1, 'Next ›'));
  }

  // Brings an entry into sight.
  function scrollTo(line) {
    const top = state.shown.indexOf(line) * ENTRY;
    if (top < 0 || (top >= list.scrollTop && top + ENTRY <= list.scrollTop + list.clientHeight)) return;
    list.scrollTop = Math.max(0, top - (list.clientHeight - ENTRY) / 2);
    drawEntries(true);
  }

  const link = (subject) => `#${encodeURIComponent(textOf(subject))}`;
  const isWide = () => window.matchMedia('(min-width: 900px)').matches;
  function follow(moves) {
    let subject = location.hash.slice(1);
    try {
      subject = decodeURIComponent(subject);
    } catch {
      // A link that somebody cut short leads to nothing.
    }
    const first = isWide() ? state.shown[0] || null : null;
    if (bySubject.has(subject)) scrollTo(bySubject.get(subject));
    show(bySubject.get(subject) || first, moves && bySubject.has(subject) && !inner.contains(document.activeElement));
  }

  // Where the keyboard is in the list, arrows go through it.
  list.addEventListener('keydown', (event) => {
    const at = Number(event.target.closest('.entry')?.dataset.at);
    const page = Math.floor(list.clientHeight / ENTRY);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: state.shown.length - 1 };
    if (Number.isNaN(at) || !(event.key in steps)) return;
    event.preventDefault();
    const next = Math.min(Math.max(0, steps[event.key]), state.shown.length - 1);
    const top = next * ENTRY;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + ENTRY > list.scrollTop + list.clientHeight) list.scrollTop = top + ENTRY - list.clientHeight;
    drawEntries(true);
    inner.querySelector(`[data-at="${next}"]`)?.focus({ preventScroll: true });
  });
  list.addEventListener('scroll', () => drawEntries(false), { passive: true });
  new ResizeObserver(() => drawEntries(false)).observe(list);

  const search = make('input', { type: 'search', placeholder: 'Search names, ids, statuses …', 'aria-label': 'Search', oninput: settled(() => {
    state.wanted = search.value;
    choose();
  }, 80) });
  const names = ['created', 'interaction', 'outcome', ...sections.measures];
  const order = make('select', { 'aria-label': 'Sort by', onchange: () => {
    state.measure = Number(order.value);
    choose();
  } }, make('option', { value: '-1' }, 'in report order'), names.map((name, at) => make('option', { value: at }, `by ${name}`)));
  const direction = make('button', { type: 'button', class: 'direction', 'aria-label': 'Largest first', 'aria-pressed': 'false', onclick: () => {
    state.descends = !state.descends;
    direction.setAttribute('aria-pressed', state.descends);
    direction.textContent = state.descends ? '↓' : '↑';
    choose();
  } }, '↑');
  const verdicts = new Map();
  lines.forEach((line) => {
    const verdict = textOf(line[0][2]);
    const known = verdicts.get(verdict) || [0, toneOf(line[0][2])];
    verdicts.set(verdict, [known[0] + 1, known[1]]);
  });
  const chips = [...verdicts].map(([verdict, [number, tone]]) => make('button', { type: 'button', class: 'chip', 'aria-pressed': 'false', onclick: (event) => {
    state.verdict = state.verdict === verdict ? null : verdict;
    chips.forEach((chip) => chip.setAttribute('aria-pressed', chip === event.currentTarget && state.verdict !== null));
    choose();
  } }, make('i', { class: `swatch fill-${TONES[tone]}` }), `${verdict} ${counted(number)}`));

  const printing = make('button', { type: 'button', class: 'quiet', onclick: () => printAll(state.shown, sections) });
  function updatePrinting() {
    printing.textContent = `Print all ${counted(state.shown.length)}`;
    printing.disabled = state.shown.length > PRINTED || state.shown.length === 0;
    printing.title = printing.disabled ? `${counted(PRINTED)} at most are printed at once: search first` : '';
  }
  header.append(make('div', { class: 'actions' }, printing));
  // Where none is chosen, paper has the list, unless it has all of them.
  window.addEventListener('beforeprint', () => state.chosen === null && !document.body.classList.contains('prints-all') && printList(state.shown, sections));
  window.addEventListener('hashchange', () => follow(true));
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target.closest('input, select')) return;
    event.preventDefault();
    search.focus();
  });
  const side = make('aside', { class: 'side', 'aria-label': 'All interactions' },
    make('div', { class: 'tools' }, search, make('div', { class: 'order' }, order, direction), make('div', { class: 'chips', role: 'group', 'aria-label': 'Outcome' }, verdicts.size > 1 ? chips : []), count),
    list);
  const start = () => {
    choose();
    follow(false);
  };
  return { element: make('div', { class: 'panes' }, side, detail), start };
}

// The stretches of a section on one thin line.
function strip(line) {
  const lanes = line[5];
  const holder = make('span', { class: 'strip', 'aria-hidden': 'true' });
  if (!lanes) return holder;
  const x = scaleOf(lanes, false);
  for (const [, from, to, tone, striped] of lanes[2]) {
    const start = x(from);
    const width = Math.max(0, x(to) - start);
    holder.append(make('i', { class: `fill-${TONES[tone]}${striped ? ' striped' : ''}`, style: { left: percent(start), width: percent(width) } }));
  }
  return holder;
}

// Interactions that are printed at once at most: more take a browser minutes.
const PRINTED = 300;

function printAll(lines, sections) {
  putOnPaper(lines.map((line) => sectionArticle(line, sections)));
  window.print();
}

function printList(lines, sections) {
  const titles = ['created', 'interaction', 'outcome', 'about', ...sections.measures];
  const row = ([[when, subject, verdict, about, measures]]) => make('tr', {},
    [when, subject, verdict, about.map(textOf).join(' · '), ...measures].map((cell) => make('td', {}, textOf(cell))));
  const shown = lines.slice(0, PRINTED_ROWS);
  const rest = lines.length - shown.length;
  putOnPaper([
    make('table', { class: 'rows' }, make('thead', {}, make('tr', {}, titles.map((title) => make('th', {}, title)))), make('tbody', {}, shown.map(row))),
    rest > 0 ? make('p', {}, `${counted(rest)} more interactions are not printed.`) : null,
  ]);
}

// Stands in place of the page until it is printed.
function putOnPaper(contents) {
  const all = make('div', { class: 'printout' }, contents);
  document.body.append(all);
  document.body.classList.add('prints-all');
  window.addEventListener('afterprint', () => {
    all.remove();
    document.body.classList.remove('prints-all');
  }, { once: true });
}
