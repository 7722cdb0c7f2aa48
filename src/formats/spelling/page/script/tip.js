// Details of what the mouse is over or the keyboard is on.

const tips = new WeakMap();
let tip = null;
let tipped = null;

// Gives an element details: a function that makes them when they are looked at.
function explain(element, details) {
  tips.set(element, details);
  element.setAttribute('data-tip', '');
  return element;
}

// Details as a list of titles and cells; blank ones are left out.
function detailsOf(title, pairs) {
  const rows = pairs.filter(([, cell]) => textOf(cell) !== '');
  return [
    make('strong', {}, title),
    make('dl', {}, rows.map(([name, cell]) => [make('dt', {}, name), make('dd', {}, cellElement(cell))])),
  ];
}

function showTip(element) {
  if (tipped === element) return;
  hideTip();
  tipped = element;
  tip.replaceChildren(...tips.get(element)());
  tip.hidden = false;
  element.setAttribute('aria-describedby', 'tip');
  const place = element.getBoundingClientRect();
  const own = tip.getBoundingClientRect();
  const left = Math.min(Math.max(8, place.left), window.innerWidth - own.width - 8);
  const below = place.bottom + 8;
  const fits = below + own.height < window.innerHeight;
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${fits ? below : Math.max(8, place.top - own.height - 8)}px`;
}

function hideTip() {
  if (tipped) tipped.removeAttribute('aria-describedby');
  tipped = null;
  tip.hidden = true;
}

function startTips() {
  tip = make('div', { id: 'tip', role: 'tooltip', hidden: true });
  document.body.append(tip);
  const told = (event) => (event.target instanceof Element ? event.target.closest('[data-tip]') : null);
  const follow = (event) => {
    const element = told(event);
    if (element) showTip(element);
    else if (tipped && tipped !== document.activeElement && !tip.contains(event.target)) hideTip();
  };
  document.addEventListener('pointerover', follow);
  document.addEventListener('focusin', follow);
  document.addEventListener('focusout', hideTip);
  document.addEventListener('scroll', (event) => event.target !== tip && hideTip(), { capture: true, passive: true });
  document.addEventListener('keydown', (event) => event.key === 'Escape' && hideTip());
}
