// Making elements. Text from the data only ever becomes a text node.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'style') Object.entries(value).forEach(([key, setting]) => element.style.setProperty(key, setting));
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

const make = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);
const draw = (tag, properties, ...children) => fill(document.createElementNS(SVG, tag), properties, children);

// A cell as an element that knows its value for machines.
function cellElement(cell, tag = 'span') {
  const value = machineValue(cell);
  const isTime = tag === 'span' && value !== null && cell[3] === 3;
  return make(isTime ? 'time' : tag, {
    class: toneOf(cell) ? `text-${TONES[toneOf(cell)]}` : null,
    'data-value': value,
    datetime: isTime ? value : null,
  }, textOf(cell));
}

// One stop of the tab key for many elements: arrow keys go from one to the next, in the order of their numbers if they
// have some.
function rove(container, selector) {
  const number = (element) => Number(element.dataset.at || 0);
  const elements = () => [...container.querySelectorAll(selector)].sort((a, b) => number(a) - number(b));
  elements().forEach((element, at) => element.setAttribute('tabindex', at === 0 ? '0' : '-1'));
  container.addEventListener('keydown', (event) => {
    const all = elements();
    const at = all.indexOf(event.target.closest(selector));
    const steps = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    const next = all[steps[event.key]];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    next.focus();
  });
  container.addEventListener('focusin', (event) => {
    const focused = event.target.closest(selector);
    if (focused) elements().forEach((element) => element.setAttribute('tabindex', element === focused ? '0' : '-1'));
  });
}

// Calls once after the last of several calls.
function settled(call, milliseconds) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...values), milliseconds);
  };
}
