const textKeys = new Set([
  'text',
  'title',
  'label',
  'placeholder',
  'altText',
  'fallbackText',
  'errorMessage',
  'verb',
  'url',
]);

/**
 * Throws on what the template engine lets through: unresolved bindings (`${name}` stays in sight), texts that became
 * numbers or booleans, and the wrong version. Monospace text is verbatim and the data of actions is not shown: neither
 * is searched for bindings.
 */
export function checkCard(card: unknown): void {
  if (typeof card !== 'object' || card === null) throw new Error('The template did not expand to a card.');
  const top = card as Record<string, unknown>;
  if (top.type !== 'AdaptiveCard' || top.version !== '1.5')
    throw new Error('A card is an AdaptiveCard of version 1.5.');
  if (typeof top.fallbackText !== 'string' || top.fallbackText === '') throw new Error('A card needs a fallbackText.');
  visit(top, 'card');
}

function visit(node: unknown, path: string): void {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) visit(item, `${path}[${index}]`);
    return;
  }
  if (typeof node === 'string') {
    if (node.includes('${')) throw new Error(`Unresolved binding at ${path}: ${node.slice(0, 60)}`);
    return;
  }
  if (node === null || typeof node !== 'object') {
    if (node === null) throw new Error(`Empty value at ${path}.`);
    return;
  }
  const verbatim = (node as { fontType?: unknown }).fontType === 'Monospace';
  for (const [key, value] of Object.entries(node)) {
    if (textKeys.has(key) && typeof value !== 'string') throw new Error(`Not a text at ${path}.${key}.`);
    if (key === 'data') {
      if (typeof value !== 'object' || value === null) throw new Error(`Action data is an object, at ${path}.data.`);
      continue;
    }
    if (verbatim && key === 'text') continue;
    visit(value, `${path}.${key}`);
  }
}
