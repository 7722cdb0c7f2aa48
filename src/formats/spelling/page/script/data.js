'use strict';
// The data of the page, as segrep wrote it: lines of JSON. A cell is its text, or [text, tone], or
// [text, tone, key, kind] where it is not sorted by its text.

const TONES = ['plain', 'strong', 'faint', 'good', 'bad', 'doubtful', 'waiting', 'machine'];

// A sign for each tone, so that colour never says anything alone.
const SIGNS = ['', '', '', '✓', '✕', '!', '…', '⚙'];

const textOf = (cell) => (typeof cell === 'string' ? cell : cell[0]);
const toneOf = (cell) => (typeof cell === 'string' ? 0 : cell[1]);
const keyOf = (cell) => (typeof cell === 'string' || cell.length < 3 ? null : cell[2]);

// The value as files have it: a number, a share, seconds, or a moment.
function machineValue(cell) {
  const key = keyOf(cell);
  if (key === null) return null;
  switch (cell[3]) {
    case 1: return (key / 1e4).toFixed(4);
    case 2: return String(key / 1e6);
    case 3: return Math.abs(key) < 8e18 && Math.abs(key / 1000) < 8.64e15 ? new Date(key / 1000).toISOString() : null;
    default: return String(key);
  }
}

// Reads the lines, element by element, and frees their text.
async function readLines() {
  const lines = [];
  for (const element of document.querySelectorAll('script.data')) {
    for (const line of element.textContent.split('\n')) {
      if (line === '') continue;
      const read = JSON.parse(line);
      if (typeof read !== 'string') lines.push(read);
      else lines.push(...(await unpacked(read)).split('\n').filter((each) => each !== '').map((each) => JSON.parse(each)));
    }
    element.remove();
  }
  return lines;
}

// Lines that were compressed together.
function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}

// Numbers in natural order, whatever the browser's language: the page is the same for everybody.
const collator = new Intl.Collator('en', { numeric: true });

// Blank ones are last in either direction; ties stay in the order of the report.
function sortBy(items, cellOf, descends) {
  const keyed = items.map((item) => {
    const cell = cellOf(item);
    const key = keyOf(cell);
    return { item, key: key === null ? textOf(cell) : key, blank: key === null && textOf(cell) === '' };
  });
  const compare = (a, b) => {
    if (a.blank || b.blank) return a.blank - b.blank;
    const numbers = typeof a.key === 'number' && typeof b.key === 'number';
    const order = numbers ? a.key - b.key : collator.compare(String(a.key), String(b.key));
    return descends ? -order : order;
  };
  return keyed.sort(compare).map(({ item }) => item);
}

// Every text somewhere in a line, in lower case.
function searchable(line) {
  const texts = [];
  const visit = (value) => {
    if (typeof value === 'string') texts.push(value);
    else if (Array.isArray(value)) value.forEach(visit);
  };
  visit(line);
  return texts.join('\n').toLowerCase();
}

// A test for lines that hold all words of what is looked for. What was made searchable is kept.
const searchableOf = new Map();
function finder(wanted) {
  const words = wanted.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return (line) => {
    if (words.length === 0) return true;
    let text = searchableOf.get(line);
    if (text === undefined) searchableOf.set(line, (text = searchable(line)));
    return words.every((word) => text.includes(word));
  };
}

const counted = (number) => number.toLocaleString('en-US');
