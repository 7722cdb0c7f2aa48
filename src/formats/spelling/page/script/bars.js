// Bars beside each other: upright where they follow each other in time, else lying below each other.

const MOST_BARS = 40;
const MOST_UPRIGHT = 130;
const DENSE = 32;

function barsFigure({ bars: title, names, series, whole, stacked, time }) {
  const nameOf = (at) => names[at].map(textOf).filter((name) => name !== '').join(' · ') || 'none';
  const valueOf = (at) => (each) => Math.max(0, keyOf(each[2][at]) || 0);
  const weight = (at) => {
    const values = series.map(valueOf(at));
    return stacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
  };
  let shown = names.map((_, at) => at);
  const upright = time;
  let note = '';
  if (upright && shown.length > MOST_UPRIGHT) {
    shown = shown.slice(-MOST_UPRIGHT);
    note = `The last ${MOST_UPRIGHT} of ${counted(names.length)}; the table has all of them.`;
  } else if (!upright && shown.length > MOST_BARS) {
    const largest = new Set([...shown].sort((a, b) => weight(b) - weight(a) || a - b).slice(0, MOST_BARS));
    shown = shown.filter((at) => largest.has(at));
    note = `The ${MOST_BARS} largest of ${counted(names.length)}; the table has all of them.`;
  }
  const most = Math.max(...shown.map(weight), 0);
  if (most === 0) return null;
  const looks = lookOf(series);
  const describe = (at) => series.map(([name, , values]) => [name, values[at]]);
  const isDense = upright && shown.length > DENSE;
  const bar = (at) => {
    const parts = series.map((each, number) => ({ share: valueOf(at)(each) / most, look: looks[number] }));
    // Where there is no room beside each other the smaller stand before the larger.
    if (isDense && !stacked) parts.sort((a, b) => b.share - a.share);
    const elements = parts.map(({ share, look }) => make('span', { class: `part ${look}${share === 0 ? ' nought' : ''}`, style: { '--share': share } }));
    const said = describe(at).filter(([, cell]) => textOf(cell) !== '').map(([name, cell]) => `${name} ${textOf(cell)}`);
    const element = make('div', { class: 'bar-of', role: 'img', 'aria-label': `${nameOf(at)}: ${said.join(', ')}` },
      make('span', { class: 'bar-name' }, nameOf(at)),
      make('span', { class: `parts ${stacked ? 'stacked' : 'beside'}` }, elements),
      upright ? null : make('span', { class: 'bar-value' }, valueText(at)));
    return explain(element, () => detailsOf(nameOf(at), describe(at)));
  };
  // Of a stack the whole is said, of what stands beside each other every value.
  const valueText = (at) => (whole ? textOf(whole[at]) : series.map(([, , values]) => textOf(values[at])).filter((text) => text !== '').join(' / '));
  const classes = [upright ? 'upright' : 'lying', names[0].length > 1 ? 'long-names' : '', isDense ? 'dense' : ''];
  const holder = make('div', { class: classes.join(' '), role: 'group', 'aria-label': title }, shown.map(bar));
  if (upright) {
    // So many names as find room.
    const width = window.innerWidth < 1000 ? window.innerWidth - 80 : (Math.min(window.innerWidth, 1500) - 120) / 2;
    const length = Math.max(...shown.map((at) => nameOf(at).length)) * 6.6 + 12;
    const each = width / shown.length;
    const every = Math.ceil(length / each);
    holder.querySelectorAll('.bar-name').forEach((name, at) => {
      const runsOver = every > 1 && at * each + length > width;
      name.classList.toggle('unsaid', at % every !== 0 || runsOver);
      name.classList.toggle('starts', every > 1);
    });
    const tops = shown.flatMap((at) => (stacked && whole ? [whole[at]] : series.map(([, , values]) => values[at])));
    const top = tops.find((cell) => keyOf(cell) === most);
    holder.prepend(make('span', { class: 'most', 'aria-hidden': 'true' }, top ? textOf(top) : ''));
  }
  rove(holder, '.bar-of');
  const legend = make('div', { class: 'legend' }, series.map(([name], at) => swatch(looks[at], name)));
  return make('figure', { class: 'chart' }, make('figcaption', {}, title), legend, holder, note ? make('p', { class: 'remark' }, note) : null);
}

// Each series has a look of its own, also where two are meant alike.
function lookOf(series) {
  const seen = new Map();
  return series.map(([, tone]) => {
    const times = seen.get(tone) || 0;
    seen.set(tone, times + 1);
    return `fill-${TONES[tone]}${times > 0 ? ' striped' : ''}`;
  });
}
