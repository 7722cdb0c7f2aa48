// A day at a glance: blocks of figures, each with the command that gives them, and every timeline a link away.

function dayPage(blocks, lines, sections) {
  const bySubject = new Map(lines.map((line) => [textOf(line[0][1]), line]));
  const overview = make('div', { class: 'blocks' }, blocks.map(blockSection));
  const detail = make('section', { class: 'chosen', 'aria-label': 'The chosen interaction', hidden: true });
  function follow() {
    let subject = location.hash.slice(1);
    try {
      subject = decodeURIComponent(subject);
    } catch {
      // A link that somebody cut short leads to nothing.
    }
    const line = bySubject.get(subject);
    overview.hidden = Boolean(line);
    detail.hidden = !line;
    if (!line) return detail.replaceChildren();
    const article = sectionArticle(line, sections);
    detail.replaceChildren(make('nav', { class: 'steps' }, make('a', { href: '#' }, '‹ The day')), article);
    article.redraw();
    article.querySelector('h2').focus({ preventScroll: true });
    return window.scrollTo(0, 0);
  }
  window.addEventListener('hashchange', follow);
  return { element: make('div', {}, overview, detail), start: follow };
}

function blockSection(block) {
  const wide = block.figures || block.through || block.table || block.shades || block.section;
  return make('section', { class: `block${wide ? ' whole' : ''}` },
    make('h2', {}, block.title),
    block.notes.map((note) => make('p', { class: 'remark' }, note)),
    blockContent(block),
    make('details', { class: 'command' }, make('summary', {}, 'The same by a command'), make('code', {}, block.command)));
}

function blockContent({ title, figures, table, bars, through, shades, links, section }) {
  if (figures) return make('dl', { class: 'figures' }, figures.map(figure));
  if (table) return scrolling(title, rowsOf(table.lines, table.head.columns, true).element);
  if (bars) return barsFigure(bars) || make('p', { class: 'opening' }, 'None.');
  if (through) return throughFigure(through);
  if (shades) return scrolling(title, shadesTable(shades));
  if (links) return links.length > 0 ? make('ol', { class: 'links' }, links.map(linkItem)) : make('p', {}, 'None.');
  return section.rows.length > 0 ? scrolling(title, rowsOf(section.rows, section.columns).element) : make('p', {}, 'Nothing was found.');
}

const scrolling = (title, element) => make('div', { class: 'scroll', role: 'region', 'aria-label': title, tabindex: '0' }, element);

function figure([name, value, change]) {
  return make('div', { class: 'figure' }, make('dt', {}, name), make('dd', { class: 'value' }, textOf(value) || '–'), make('dd', { class: 'differs' }, cellElement(change)));
}

// How light or dark a share is shown, in five steps.
const shadeOf = (share) => (keyOf(share) === null ? 'none' : String(Math.min(4, Math.floor(keyOf(share) / 2000))));

function shadesTable({ columns, rows }) {
  const cell = (shade) => {
    if (!shade) return make('td', { class: 'number' });
    const [number, share] = shade;
    const said = `${textOf(number)}${textOf(share) === '' ? '' : `, ${textOf(share)}`}`;
    return make('td', { class: `number shade-${shadeOf(share)}`, title: said, 'aria-label': said }, textOf(number));
  };
  return make('table', { class: 'rows shades' },
    make('thead', {}, make('tr', {}, make('th', {}, 'queue'), columns.map((column) => make('th', { scope: 'col', class: 'number' }, column)))),
    make('tbody', {}, rows.map(([name, shades]) => make('tr', {}, make('th', { scope: 'row' }, name), shades.map(cell)))));
}

function linkItem([id, about]) {
  const [created, outcome, wait, queue] = about;
  const told = [textOf(outcome), textOf(wait) === '' ? '' : `after ${textOf(wait)}`, textOf(queue)].filter((text) => text !== '').join(' · ');
  return make('li', {}, make('a', { href: `#${encodeURIComponent(id)}` }, id), ' ', make('span', { class: 'remark' }, `${textOf(created)} · ${told}`));
}

// Bars with a line of the level above them, broken where there is none and hollow where it rests on too little, and a thin
// line for how many there were a week before.
function throughFigure({ picture, shares, before, known }) {
  const chart = barsFigure(picture);
  if (!chart) return make('p', { class: 'opening' }, 'None.');
  const bars = [...chart.querySelectorAll('.bar-of')];
  const most = Math.max(...picture.whole.map((cell) => keyOf(cell) || 0), 1);
  bars.forEach((bar, at) => {
    if (at >= known) bar.classList.add('to-come');
    const parts = bar.querySelector('.parts');
    const week = (keyOf(before[at]) || 0) / (before[at][3] === 2 ? 1e6 : 1);
    parts.append(make('i', { class: 'week', style: { '--share': Math.min(1, week / most) } }));
    const [share, few] = shares[at];
    if (keyOf(share) !== null && at < known) parts.append(make('i', { class: `level${few ? ' few' : ''}`, style: { '--share': keyOf(share) / 1e4 } }));
    bar.setAttribute('aria-label', `${bar.getAttribute('aria-label')}, level ${textOf(share) || 'none'}, a week before ${textOf(before[at]) || '0'}`);
  });
  chart.querySelector('.upright').append(levelLine(shares.slice(0, known), bars.length));
  fill(chart.querySelector('.legend'), {}, [
    make('span', {}, make('i', { class: 'swatch level' }), 'service level, 0 to 100 %; hollow: too few to tell'),
    make('span', {}, make('i', { class: 'swatch week' }), 'a week before'),
    known < bars.length ? make('span', {}, make('i', { class: 'swatch to-come' }), 'still to come') : null,
  ]);
  return chart;
}

// Joins the levels of bars beside each other.
function levelLine(shares, count) {
  const line = draw('svg', { class: 'level-line', viewBox: `0 0 ${count} 1`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  const has = (at) => shares[at] !== undefined && keyOf(shares[at][0]) !== null;
  for (let at = 0; at + 1 < shares.length; at += 1) {
    if (!has(at) || !has(at + 1)) continue;
    const [y1, y2] = [at, at + 1].map((each) => 1 - keyOf(shares[each][0]) / 1e4);
    line.append(draw('line', { x1: at + 0.5, y1, x2: at + 1.5, y2 }));
  }
  return line;
}
