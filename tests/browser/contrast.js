// The texts of a page that stand out too little from what is behind them: less than 4.5, as WCAG AA asks.
(() => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (a, b) => {
    const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const stripes = style.backgroundImage.match(/rgba?\([^)]*\)/g);
      if (stripes) return stripes.map(rgba);
      const color = rgba(style.backgroundColor);
      if (color[3] === 255) return [color];
    }
    return [[255, 255, 255, 255]];
  };
  const faint = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    // What can't be used may be faint.
    if (text === '' || element.closest('script, [hidden], :disabled, .off') || element.checkVisibility({ visibilityProperty: true }) === false) continue;
    const style = getComputedStyle(element);
    const color = element instanceof SVGElement ? style.fill : style.color;
    for (const back of behind(element)) {
      const ratio = contrast(rgba(color), back);
      if (ratio < 4.5) faint.add(`${element.tagName}.${element.className} "${text.slice(0, 20)}" ${color} on ${back}: ${ratio.toFixed(2)}`);
    }
  }
  return [...faint].join('\n');
})()
