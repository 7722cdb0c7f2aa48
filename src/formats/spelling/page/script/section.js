// One section in full: what it is, how it went, the picture, the table.

const view = { widens: false };

function sectionArticle(line, sections) {
  const [, heading, day, facts, rows, , remarks, reasons] = line;
  const article = make('article', { class: 'section', 'data-subject': textOf(heading[0]) });
  const table = rowsOf(rows, sections.columns);
  const light = (at, on) => table.rows[at].classList.toggle('lit', on);
  const choose = (at) => {
    table.rows.forEach((row, each) => row.classList.toggle('chosen', each === at));
    // On a phone the details are in sight, and would go with what they are of.
    if (!NARROW.matches) table.rows[at].scrollIntoView({ block: 'nearest' });
  };
  const holder = make('div', { class: 'picture' });
  const redraw = () => {
    // Before it stands in the page it has no width yet.
    const names = window.innerWidth > 700 ? 150 : 0;
    const width = (holder.clientWidth || Math.min(window.innerWidth, 900)) - names;
    holder.replaceChildren(lanesFigure(line, sections.columns, view.widens, width, light, choose));
  };
  table.rows.forEach((row, at) => {
    const bar = () => holder.querySelectorAll('.bar');
    const mine = () => [...bar()].find((each) => each.dataset.at === String(at));
    row.addEventListener('pointerenter', () => mine()?.classList.add('lit'));
    row.addEventListener('pointerleave', () => mine()?.classList.remove('lit'));
  });
  const widen = make('input', { type: 'checkbox', onchange: (event) => {
    view.widens = event.target.checked;
    redraw();
  } });
  widen.checked = view.widens;
  article.append(
    make('header', {},
      make('h2', { tabindex: '-1' }, textOf(heading[0])),
      make('p', { class: 'what' }, heading.slice(1).map(textOf).join(' · ')),
      make('p', { class: 'day' }, day)),
    ...facts.map((pieces, at) => make('p', { class: at === 0 ? 'verdict' : 'facts' }, pieces.map((piece) => fact(piece, at)))),
    ...(line[5] ? [make('label', { class: 'widen' }, widen, ' widen short stages'), holder] : []),
    make('div', { class: 'scroll', role: 'region', 'aria-label': 'Segments', tabindex: '0' }, table.element),
    ...remarks.map((remark) => make('p', { class: 'remark' }, remark)),
    ...(reasons ? [make('details', { class: 'why' }, make('summary', {}, 'Why'),
      make('div', { class: 'scroll', role: 'region', 'aria-label': 'Why', tabindex: '0' }, rowsOf(reasons, sections.reasons).element))] : []));
  if (line[5]) {
    redraw();
    let known = 0;
    new ResizeObserver(settled(() => {
      if (holder.clientWidth === known || holder.contains(document.activeElement)) return;
      known = holder.clientWidth;
      redraw();
    }, 60)).observe(holder);
  }
  article.redraw = redraw;
  return article;
}

// A fact that begins with a faint word is a name with its value; the first one of all is the verdict.
function fact(piece, line) {
  const isMeasure = toneOf(piece[0]) === 2;
  const elements = piece.map((cell, at) => {
    const element = cellElement(cell);
    if (line === 0 && at === 0 && toneOf(cell) > 2) element.className = `badge fill-${TONES[toneOf(cell)]}`;
    return element;
  });
  return make('span', { class: isMeasure ? 'measure' : 'piece' }, elements);
}

// The table of a section. A column without any value is no column.
// With `named` the first column names the rows.
function rowsOf(rows, columns, named = false) {
  const shown = usedColumns(columns, rows);
  const side = (column) => (columns[column][1] === 'right' ? 'number' : null);
  const head = shown.map((column) => make('th', { scope: 'col', class: side(column) }, columns[column][0]));
  const cell = (row) => (column, at) => make(named && at === 0 ? 'th' : 'td', { class: side(column), scope: named && at === 0 ? 'row' : null }, cellElement(row[column]));
  const elements = rows.map((row) => make('tr', {}, shown.map(cell(row))));
  const element = make('table', { class: 'rows' }, make('thead', {}, make('tr', {}, head)), make('tbody', {}, elements));
  return { element, rows: elements };
}
