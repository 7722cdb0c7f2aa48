// Paths that flow together: a column for each step, streams as wide as they were taken often.

const MOST_PATHS = 30;
const MOST_STEPS = 12;
const NODE = 14;
const HEIGHT = 360;

function flowFigure({ flow: title, paths }) {
  const used = paths.filter(([steps, weight]) => steps.length > 0 && weight > 0);
  const drawn = [...used].sort((a, b) => b[1] - a[1]).slice(0, MOST_PATHS);
  if (drawn.length === 0) return null;
  const { columns, links } = graph(drawn);
  const apart = Math.min(420, Math.max(150, 1050 / Math.max(1, columns.length - 1)));
  place(columns, links, apart);
  const width = (columns.length - 1) * apart + NODE + 220;
  const height = Math.max(...columns.flat().map((node) => node.y + node.height)) + 24;
  const picture = draw('svg', { viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': title });
  const whole = columns[0].reduce((sum, node) => sum + node.weight, 0);
  const streams = links.map((link) => {
    const [x0, x1] = [link.from.x + NODE, link.to.x];
    const middle = (x0 + x1) / 2;
    const [y0, y1] = [link.y0 + link.height / 2, link.y1 + link.height / 2];
    const stream = draw('path', { class: 'stream', d: `M${x0},${y0} C${middle},${y0} ${middle},${y1} ${x1},${y1}`, 'stroke-width': Math.max(1, link.height) });
    return { link, stream };
  });
  picture.append(...streams.map(({ stream }) => stream));
  for (const node of columns.flat()) {
    const share = `${((node.weight / whole) * 100).toFixed(1)}%`;
    const ends = node.weight - links.filter((link) => link.from === node).reduce((sum, link) => sum + link.weight, 0);
    const group = draw('g', { class: 'node', role: 'img', 'aria-label': `step ${node.depth + 1}, ${node.name}: ${counted(node.weight)}, ${share}` },
      draw('rect', { x: node.x, y: node.y, width: NODE, height: Math.max(2, node.height), rx: 2 }),
      draw('text', { x: node.x + NODE + 6, y: node.y + Math.max(2, node.height) / 2, 'dominant-baseline': 'middle' }, cutOff(node.name), draw('tspan', { class: 'weight', dx: 5 }, counted(node.weight))));
    explain(group, () => detailsOf(node.name, [
      ['step', String(node.depth + 1)], ['times', `${counted(node.weight)} (${share})`],
      ...links.filter((link) => link.to === node).map((link) => ['from', `${link.from.name} ${counted(link.weight)}`]),
      ...links.filter((link) => link.from === node).map((link) => ['to', `${link.to.name} ${counted(link.weight)}`]),
      ...(ends > 0 && columns.length > node.depth + 1 ? [['ends here', counted(ends)]] : []),
    ]));
    const light = (on) => () => streams.forEach(({ link, stream }) => stream.classList.toggle('lit', on && (link.from === node || link.to === node)));
    ['pointerenter', 'focus'].forEach((event) => group.addEventListener(event, light(true)));
    ['pointerleave', 'blur'].forEach((event) => group.addEventListener(event, light(false)));
    picture.append(group);
  }
  rove(picture, '.node');
  const taken = (some) => some.reduce((sum, [, weight]) => sum + weight, 0);
  const notes = [];
  if (drawn.length < used.length) notes.push(`The ${MOST_PATHS} most frequent of ${counted(used.length)} paths (${((taken(drawn) / taken(used)) * 100).toFixed(1)}%); the table has all of them.`);
  if (drawn.some(([steps]) => steps.length > MOST_STEPS)) notes.push(`The first ${MOST_STEPS} steps are drawn.`);
  return make('figure', { class: 'chart wide' }, make('figcaption', {}, title),
    make('div', { class: 'scroll', role: 'region', 'aria-label': title, tabindex: '0' }, picture),
    notes.map((note) => make('p', { class: 'remark' }, note)));
}

const cutOff = (name) => ([...name].length > 14 ? `${[...name].slice(0, 13).join('')}…` : name);

// The nodes of each column, and the streams between neighbours.
function graph(paths) {
  const columns = [];
  const links = new Map();
  for (const [steps, weight] of paths) {
    let before = null;
    steps.slice(0, MOST_STEPS).forEach((name, depth) => {
      if (!columns[depth]) columns[depth] = new Map();
      const node = columns[depth].get(name) || { name, depth, weight: 0 };
      columns[depth].set(name, node);
      node.weight += weight;
      if (before) {
        const key = `${depth}\n${before.name}\n${name}`;
        const link = links.get(key) || { from: before, to: node, weight: 0 };
        links.set(key, link);
        link.weight += weight;
      }
      before = node;
    });
  }
  return { columns: columns.map((column) => [...column.values()]), links: [...links.values()] };
}

// Gives nodes and streams their places: in each column the nodes in the order of where they come from.
function place(columns, links, apart) {
  const gap = 16;
  const heaviest = Math.max(...columns.map((column) => column.reduce((sum, node) => sum + node.weight, 0)));
  columns.forEach((column, depth) => {
    const rank = (node) => {
      const incoming = links.filter((link) => link.to === node);
      const weight = incoming.reduce((sum, link) => sum + link.weight, 0);
      return weight > 0 ? incoming.reduce((sum, link) => sum + (link.from.y + link.from.height / 2) * link.weight, 0) / weight : -node.weight;
    };
    column.sort((a, b) => rank(a) - rank(b) || b.weight - a.weight);
    let y = 8;
    for (const node of column) {
      node.x = depth * apart;
      node.y = y;
      node.height = (node.weight / heaviest) * HEIGHT;
      y += Math.max(node.height, 6) + gap;
    }
  });
  const outgoing = new Map();
  const incoming = new Map();
  const byPlace = (side) => (a, b) => a[side].y - b[side].y;
  for (const link of [...links].sort(byPlace('to'))) {
    link.height = (link.weight / heaviest) * HEIGHT;
    link.y0 = link.from.y + (outgoing.get(link.from) || 0);
    outgoing.set(link.from, (outgoing.get(link.from) || 0) + link.height);
  }
  for (const link of [...links].sort(byPlace('from'))) {
    link.y1 = link.to.y + (incoming.get(link.to) || 0);
    incoming.set(link.to, (incoming.get(link.to) || 0) + link.height);
  }
}
