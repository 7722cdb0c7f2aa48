// The page: reads its data and draws what it is a page of.

// So few sections stand below each other; more have a list.
const BELOW_EACH_OTHER = 4;

async function start() {
  const main = document.getElementById('page');
  const end = document.getElementById('shown');
  main.removeAttribute('aria-busy');
  if (!end) {
    main.replaceChildren(make('p', { class: 'opening', role: 'alert' }, 'This page is not complete: its end is missing. Make the report again.'));
    return;
  }
  const shown = JSON.parse(end.textContent);
  const lines = await readLines();
  startTips();
  document.title = `${shown.title}: ${shown.caption[0] || ''}`;
  const header = make('header', { class: 'top' },
    make('div', {}, make('h1', {}, shown.title), ...shown.caption.map((line, at) => make('p', { class: at === 0 ? 'caption' : 'remark' }, line))));
  const parts = [];
  if (shown.blocks) parts.push(dayPage(shown.blocks, lines, shown.sections));
  else if (lines.length === 0) parts.push({ element: make('p', { class: 'opening' }, 'Nothing matched: there are no rows.') });
  else if (shown.sections) parts.push(...sectionParts(lines, shown.sections, header));
  else {
    const figures = shown.pictures.map((picture) => (picture.bars ? barsFigure(picture) : flowFigure(picture))).filter((figure) => figure);
    if (figures.length > 0) parts.push({ element: make('div', { class: 'charts' }, figures) });
    parts.push(tablePage(lines, shown.rows));
  }
  // Where nothing was found it has no rows, and the caption says so.
  if (shown.overview && shown.overview.rows.length > 0) parts.unshift({ element: overview(shown.overview, parts.at(-1).find) });
  const foot = make('footer', { class: 'foot' }, `segrep ${shown.version}`);
  main.replaceChildren(header, ...parts.map((part) => part.element), foot);
  parts.forEach((part) => part.start && part.start());
}

// A table that tells in short what the rows below tell at length. What stands out in a row finds its rows there.
function overview({ columns, rows }, find) {
  const table = rowsOf(rows, columns);
  table.element.querySelectorAll('td').forEach((cell) => cell.setAttribute('data-title', textOf(columns[cell.cellIndex][0])));
  if (find) {
    table.element.querySelectorAll('.text-strong').forEach((name) => {
      const text = name.textContent;
      name.replaceChildren(make('button', { type: 'button', class: 'link', title: 'Show these rows', onclick: () => find(text) }, text));
    });
  }
  return make('div', { class: 'scroll overview', role: 'region', 'aria-label': 'Overview', tabindex: '0' }, table.element);
}

function sectionParts(lines, sections, header) {
  if (lines.length > BELOW_EACH_OTHER) {
    document.body.classList.add('has-list');
    return [listPage(lines, sections, header)];
  }
  const articles = lines.map((line) => sectionArticle(line, sections));
  const redraw = () => articles.forEach((article) => article.redraw());
  return [{ element: make('div', { class: 'stack' }, articles), start: redraw }];
}

document.addEventListener('DOMContentLoaded', start);
