/**
 * Runs in the page beside the renderer: shows a card in the frame and reports what a reader would meet.
 * @returns {import('./card-page.ts').RenderedCard}
 */
window.renderCard = function renderCard(payload) {
  const { AdaptiveCards, hostConfig } = window;
  const frame = document.getElementById('card');
  frame.replaceChildren();
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
  const context = new AdaptiveCards.SerializationContext();
  card.parse(payload, context);
  const warnings = [];
  for (let index = 0; index < context.eventCount; index += 1) warnings.push(context.getEventAt(index).message);
  for (const failure of card.validateProperties().validationEvents) warnings.push(failure.message);
  const element = card.render();
  if (element === undefined)
    return {
      warnings: [...warnings, 'nothing rendered'],
      text: '',
      overflowing: [],
      faint: [],
      links: [],
      foreignElements: [],
    };
  frame.append(element);

  const numbers = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (rgb) => {
    const [red = 0, green = 0, blue = 0] = rgb.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const backgroundOf = (start) => {
    for (let node = start; node !== null; node = node.parentElement) {
      const color = numbers(getComputedStyle(node).backgroundColor);
      if (color.length === 3 || (color[3] ?? 0) > 0.99) return color;
    }
    return [255, 255, 255];
  };
  const edges = frame.getBoundingClientRect();
  const overflowing = [];
  const faint = [];
  for (const node of frame.querySelectorAll('*')) {
    const box = node.getBoundingClientRect();
    const ownText = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent?.trim() !== '');
    const outside = box.width > 0 && (box.right > edges.right + 1 || box.left < edges.left - 1);
    if (outside || node.scrollWidth > node.clientWidth + 1) {
      if (outside || getComputedStyle(node).display !== 'inline')
        overflowing.push(node.textContent?.slice(0, 80) || node.tagName);
    }
    if (!ownText) continue;
    const style = getComputedStyle(node);
    const [lighter = 0, darker = 0] = [luminance(numbers(style.color)), luminance(backgroundOf(node))].sort(
      (a, b) => b - a,
    );
    const ratio = (lighter + 0.05) / (darker + 0.05);
    const large = Number.parseFloat(style.fontSize) >= 18;
    if (ratio < (large ? 3 : 4.5)) faint.push(`${node.textContent.slice(0, 40)} (${ratio.toFixed(2)})`);
  }
  return {
    warnings,
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden must not count as shown
    text: frame.innerText,
    overflowing,
    faint,
    links: [...frame.querySelectorAll('a')].map((link) => link.href),
    foreignElements: [...frame.querySelectorAll('img, script, at, strong, em, b, i, code, ul, ol, iframe')].map(
      (node) => node.tagName,
    ),
  };
};
