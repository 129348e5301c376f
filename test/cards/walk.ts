export type Node = Record<string, unknown>;

/** Every object of a card that has a `type`, in reading order; fallbacks are left out unless asked for. */
export function* typedNodes(node: unknown, withFallback = false): Generator<Node> {
  if (Array.isArray(node)) {
    for (const item of node) yield* typedNodes(item, withFallback);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const object = node as Node;
  if (typeof object.type === 'string') yield object;
  for (const [key, value] of Object.entries(object)) {
    if (key === 'data' || (key === 'fallback' && !withFallback)) continue;
    yield* typedNodes(value, withFallback);
  }
}

export function actionsOf(card: object): Node[] {
  return [...typedNodes(card)].filter((node) => String(node.type).startsWith('Action.'));
}

/** All words a reader sees, inputs and buttons included. */
export function wordsOf(card: object): string {
  const words: string[] = [];
  for (const node of typedNodes(card)) {
    for (const key of ['text', 'title', 'label', 'placeholder'])
      if (typeof node[key] === 'string') words.push(node[key]);
    if (node.type === 'Input.ChoiceSet') for (const choice of node.choices as Node[]) words.push(String(choice.title));
    if (node.type === 'FactSet') for (const fact of node.facts as Node[]) words.push(`${fact.title} ${fact.value}`);
  }
  return words.join('\n');
}

/** Texts that clients read as Markdown. */
export function markdownTexts(card: object): string[] {
  const texts: string[] = [];
  for (const node of typedNodes(card)) {
    if (node.type === 'TextBlock') texts.push(String(node.text));
    if (node.type === 'FactSet')
      for (const fact of node.facts as Node[]) texts.push(String(fact.title), String(fact.value));
    if (String(node.type).startsWith('Input.') && typeof node.title === 'string') texts.push(node.title);
  }
  return texts;
}
