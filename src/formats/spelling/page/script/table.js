// A table with search and sorting. Of a long one only the rows in sight are drawn.

const ROW = 34;
const ALWAYS_DRAWN = 300;
const NARROW = window.matchMedia('(max-width: 700px)');

// A column without any value is no column.
function usedColumns(columns, rows) {
  return columns.map((_, column) => column).filter((column) => rows.some((row) => textOf(row[column]) !== ''));
}

function tablePage(lines, { columns, totals }) {
  const isLong = lines.length > ALWAYS_DRAWN;
  const used = usedColumns(columns, lines);
  const state = { wanted: '', column: -1, descends: false, shown: lines };
  const count = make('p', { class: 'count', role: 'status' });
  const head = used.map((column) => {
    const [title, align, name, meaning] = columns[column];
    const sorter = make('button', { type: 'button', onclick: () => sort(column) }, title, make('i', { 'aria-hidden': 'true' }));
    explain(sorter, () => [make('strong', {}, name), make('p', {}, meaning || 'A column of the export.')]);
    return make('th', { scope: 'col', class: align === 'right' ? 'number' : null, 'aria-sort': 'none' }, sorter);
  });
  const body = make('tbody');
  const foot = totals ? make('tfoot', {}, row(totals, -1)) : null;
  const table = make('table', { class: `rows sortable${isLong ? ' long' : ''}`, 'aria-rowcount': lines.length + 1 },
    isLong ? widths() : null, make('thead', {}, make('tr', {}, head)), body, foot);
  const scroll = make('div', { class: 'scroll tall', role: 'region', 'aria-label': 'Table', tabindex: '0' }, table);

  // Columns keep their widths while one scrolls: that of the longest value.
  function widths() {
    const longest = used.map((column) => {
      let most = columns[column][0].length + 3;
      for (const line of lines) most = Math.max(most, Math.min(textOf(line[column]).length, 160));
      return most;
    });
    return make('colgroup', {}, longest.map((most) => make('col', { style: { width: `calc(${most}ch + 1.6rem)` } })));
  }

  function row(line, at) {
    const cells = used.map((column, at) => {
      const side = columns[column][1] === 'right' ? 'number' : null;
      const element = cellElement(line[column], at === 0 ? 'th' : 'td');
      if (at === 0) element.setAttribute('scope', 'row');
      if (side) element.classList.add(side);
      return element;
    });
    // Where a row is wider than the screen, its beginning tells all of it.
    if (NARROW.matches) explain(cells[0], () => detailsOf(textOf(line[used[0]]), used.map((column) => [columns[column][0], line[column]])));
    return make('tr', at < 0 ? {} : { 'aria-rowindex': at + 2 }, cells);
  }

  function sort(column) {
    // Upwards, downwards, and back to the order of the report.
    if (state.column !== column) [state.column, state.descends] = [column, false];
    else if (!state.descends) state.descends = true;
    else [state.column, state.descends] = [-1, false];
    head.forEach((each, at) => each.setAttribute('aria-sort', used[at] !== state.column ? 'none' : state.descends ? 'descending' : 'ascending'));
    choose();
  }

  function choose() {
    let shown = lines.filter(finder(state.wanted));
    if (state.column >= 0) shown = sortBy(shown, (line) => line[state.column], state.descends);
    state.shown = shown;
    const all = `${counted(lines.length)} ${lines.length === 1 ? 'row' : 'rows'}`;
    count.textContent = shown.length === lines.length ? all : `${counted(shown.length)} of ${all}`;
    if (foot) foot.hidden = shown.length !== lines.length;
    scroll.scrollTop = 0;
    drawRows(true);
  }

  const spacer = (rows) => make('tr', { class: 'spacer', 'aria-hidden': 'true' }, make('td', { colspan: used.length, style: { height: `${rows * ROW}px` } }));
  let drawn = null;
  function drawRows(anew) {
    const { shown } = state;
    if (!isLong) return body.replaceChildren(...shown.map(row));
    // Even numbers of rows, so that stripes stay where they are.
    const from = Math.max(0, Math.floor(scroll.scrollTop / ROW / 2) * 2 - 20);
    const to = Math.min(shown.length, from + Math.ceil(scroll.clientHeight / ROW) + 42);
    const range = `${from} ${to}`;
    if (!anew && drawn === range) return undefined;
    drawn = range;
    return body.replaceChildren(spacer(from), ...shown.slice(from, to).map((line, at) => row(line, from + at)), spacer(shown.length - to));
  }
  scroll.addEventListener('scroll', () => drawRows(false), { passive: true });

  // Paper doesn't scroll.
  window.addEventListener('beforeprint', () => isLong && body.replaceChildren(...state.shown.slice(0, PRINTED_ROWS).map(row)));
  window.addEventListener('afterprint', () => drawRows(true));
  const unprinted = make('p', { class: 'only-print' });
  window.addEventListener('beforeprint', () => {
    const rest = state.shown.length - PRINTED_ROWS;
    unprinted.textContent = rest > 0 ? `${counted(rest)} more rows are not printed.` : '';
  });

  const search = make('input', { type: 'search', placeholder: 'Search', 'aria-label': 'Search rows', oninput: settled(() => {
    state.wanted = search.value;
    choose();
  }, 80) });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target.closest('input')) return;
    event.preventDefault();
    search.focus();
  });
  document.body.classList.add('has-table');
  const element = make('section', { class: 'table' }, make('div', { class: 'tools' }, search, count), scroll, unprinted);
  const start = () => {
    choose();
    new ResizeObserver(() => drawRows(false)).observe(scroll);
  };
  const find = (text) => {
    state.wanted = search.value = text;
    choose();
    element.scrollIntoView();
  };
  return { element, start, find };
}

// Rows that are printed at most: fifty pages and more.
const PRINTED_ROWS = 3000;
