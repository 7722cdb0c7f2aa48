// What happened side by side: a lane for each who took part, over one axis of time.

// Where a moment stands, from 0 to 1: to scale, or with short stages widened so that each can be seen. What has no end
// (null) goes to the edge, a little beyond the last moment.
function scaleOf(lanes, widens) {
  const [span, , stretches] = lanes;
  const last = stretches.some(([, , to]) => to === null) ? 0.95 : 1;
  if (!widens) return (at) => (at === null ? 1 : span > 0 ? (at / span) * last : 0);
  const moments = [0, span, ...stretches.flatMap(([, from, to]) => [from, to === null ? span : to])];
  const stops = [...new Set(moments.filter((at) => at >= 0 && at <= span))].sort((a, b) => a - b);
  const lengths = stops.slice(1).map((at, before) => Math.sqrt(at - stops[before]));
  const least = Math.max(...lengths, 0) / 6;
  const places = [0];
  lengths.forEach((length) => places.push(places[places.length - 1] + Math.max(length, least)));
  const whole = (places[places.length - 1] || 1) / last;
  return (at) => {
    if (at === null) return 1;
    const after = stops.findIndex((stop) => stop >= at);
    if (after <= 0) return after === 0 ? 0 : last;
    const share = (at - stops[after - 1]) / (stops[after] - stops[after - 1]);
    return (places[after - 1] + share * (places[after] - places[after - 1])) / whole;
  };
}

const percent = (share) => `${(share * 100).toFixed(3)}%`;

// The level of each of several things that may overlap: [from, to] in shares; gives levels from 0.
function levels(extents) {
  const ends = [];
  return extents.map(([from, to]) => {
    let level = ends.findIndex((end) => end <= from + 1e-9);
    if (level < 0) level = ends.length;
    ends[level] = to;
    return level;
  });
}

const BAR = 26;
const MARK = 20;

// The picture. `lit(at, on)` is told which stretch is looked at, `chosen(at)` which is chosen.
function lanesFigure(line, columns, widens, width, lit, chosen) {
  const lanes = line[5];
  const [, names, stretches, marks, changes, ticks] = lanes;
  const x = scaleOf(lanes, widens);
  const bars = stretches.map((_, at) => bar(line, columns, at, x, width, lit, chosen));
  const tracks = names.map(([name, kind], lane) => {
    const own = stretches.map((_, at) => at).filter((at) => stretches[at][0] === lane);
    const extent = ([, from, to]) => [x(from), Math.max(x(to), x(from))];
    const level = levels(own.map((at) => extent(stretches[at])));
    const rows = Math.max(1, ...level.map((each) => each + 1));
    const height = rows * BAR;
    own.forEach((at, place) => bars[at].style.setProperty('top', `${level[place] * BAR}px`));
    const said = marks.filter(([first]) => stretches[first][0] === lane).map((mark) => markElement(mark, stretches, x, width));
    const markLevel = levels(said.map(({ extent }) => extent));
    said.forEach(({ element }, place) => element.style.setProperty('top', `${height + 2 + markLevel[place] * MARK}px`));
    const below = Math.max(0, ...markLevel.map((each) => each + 1)) * MARK;
    return make('div', { class: 'lane', role: 'group', 'aria-label': `${name}, ${kind}` },
      make('div', { class: 'lane-name' }, make('b', {}, name), make('small', {}, kind)),
      make('div', { class: 'track', style: { height: `${height + below}px` } }, own.map((at) => bars[at]), said.map(({ element }) => element)));
  });
  const lines = make('div', { class: 'lines', 'aria-hidden': 'true' },
    ticks.map(([at]) => make('i', { style: { left: percent(x(at)) } })));
  const figure = make('figure', { class: 'lanes', role: 'group', 'aria-label': `Timeline of ${textOf(line[1][0])}` },
    lines, tracks, axis(line, columns, x, lit, chosen), legend(stretches));
  rove(figure, '.bar');
  rove(figure, '.change');
  return figure;
}

function bar(line, columns, at, x, width, lit, chosen) {
  const [, names, stretches] = line[5];
  const [lane, from, to, tone, striped, label] = stretches[at];
  const start = x(from);
  const end = Math.max(start, x(to));
  const classes = ['bar', `fill-${TONES[tone]}`];
  if (striped) classes.push('striped');
  if (to === null) classes.push('open');
  else if (to <= from) classes.push('point');
  // Half a word says less than none: the details have it all.
  if (label.length * 7 + 12 > (end - start) * width) classes.push('unsaid');
  const row = line[4][at];
  const said = row.map((cell, column) => [columns[column][0], cell]).filter(([, cell]) => textOf(cell) !== '');
  const element = make('button', {
    type: 'button',
    class: classes.join(' '),
    'data-at': at,
    style: { left: percent(start), width: percent(Math.max(0, end - start)) },
    'aria-label': `${label}, ${names[lane][0]}: ${said.map(([name, cell]) => `${name} ${textOf(cell)}`.trim()).join(', ')}`,
    onpointerenter: () => lit(at, true),
    onpointerleave: () => lit(at, false),
    onfocus: () => lit(at, true),
    onblur: () => lit(at, false),
    onclick: () => chosen(at),
  }, make('span', {}, label));
  return explain(element, () => detailsOf([label, names[lane][0]].filter((word) => word !== '').join(' · '), said));
}

// A mark stands below its stretch, and keeps within the picture.
function markElement([first, last, says], stretches, x, width) {
  const text = `${SIGNS[toneOf(says)]} ${textOf(says)}`.trim();
  const share = Math.min(1, (text.length * 6.7 + 22) / Math.max(width, 160));
  const from = Math.min(x(stretches[first][1]), 1 - share);
  const name = [...new Set([first, last])].map((at) => stretches[at][5]).join(' to ');
  const element = make('span', { class: `mark text-${TONES[toneOf(says)]}`, style: { left: percent(Math.max(0, from)) }, 'data-of': name }, text);
  return { element, extent: [Math.max(0, from), from + share] };
}

// Round clock times, and what changed when.
function axis(line, columns, x, lit, chosen) {
  const [, , stretches, , changes, ticks] = line[5];
  const clock = columns.findIndex(([title]) => title === 'at');
  const changed = changes.map(([at, label]) => {
    const cells = line[4][at].map((cell, column) => [columns[column][0], cell]);
    const element = make('button', {
      type: 'button',
      class: 'change',
      style: { left: percent(x(stretches[at][1])) },
      'aria-label': `${label} at ${textOf(cells[clock][1])}`,
      onfocus: () => lit(at, true),
      onblur: () => lit(at, false),
      onclick: () => chosen(at),
    });
    return explain(element, () => detailsOf(label, cells.slice(clock, clock + 2)));
  });
  let free = -1;
  const labels = ticks.map(([at, label]) => {
    const place = x(at);
    const fits = place >= free && place < 0.97;
    if (fits) free = place + (label.length > 8 ? 0.16 : 0.11);
    const aside = place < 0.03 ? { left: '0', transform: 'none' } : { left: percent(place) };
    return fits ? make('span', { class: 'tick', style: aside }, label) : null;
  });
  return make('div', { class: 'lane axis', role: 'group', 'aria-label': 'Status changes' },
    make('div', { class: 'lane-name' }, make('small', {}, changes.length === 1 ? '1 status change' : `${changes.length} status changes`)),
    make('div', { class: 'track' }, changed, labels));
}

function legend(stretches) {
  const known = new Map();
  for (const [, , , tone, striped, label] of stretches) {
    const key = `${tone} ${striped} ${label}`;
    if (label !== '' && !known.has(key)) known.set(key, swatch(`fill-${TONES[tone]}${striped ? ' striped' : ''}`, label));
  }
  return make('figcaption', { class: 'legend' }, [...known.values()]);
}

const swatch = (classes, label) => make('span', {}, make('i', { class: `swatch ${classes}` }), label);
