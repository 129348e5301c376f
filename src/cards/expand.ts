import { createRequire } from 'node:module';
// The package's own index types pull in the sources of another package, which do not compile here.
import type * as TemplateEngine from 'adaptivecards-templating/lib/template-engine.js';
import type { AdaptiveCard } from './adaptive-card.ts';
import { checkCard } from './check-card.ts';
import actions from './parts/actions.json' with { type: 'json' };
import badges from './parts/badges.json' with { type: 'json' };
import bars from './parts/bars.json' with { type: 'json' };
import denseFacts from './parts/dense-facts.json' with { type: 'json' };
import evidence from './parts/evidence.json' with { type: 'json' };
import facts from './parts/facts.json' with { type: 'json' };
import footer from './parts/footer.json' with { type: 'json' };
import inlineButton from './parts/inline-button.json' with { type: 'json' };
import notRead from './parts/not-read.json' with { type: 'json' };
import runs from './parts/runs.json' with { type: 'json' };

/** A card larger than this risks being refused by Teams (100 KB as UTF-16 for the whole message; less in older clients). */
export const maxCardBytes = 25_000;

const parts: Record<string, unknown> = {
  actions,
  badges,
  bars,
  'dense-facts': denseFacts,
  evidence,
  facts: facts,
  footer,
  'inline-button': inlineButton,
  'not-read': notRead,
  runs,
};
const prepared = new WeakMap<object, TemplateEngine.Template>();
let templating: typeof TemplateEngine | undefined;

/**
 * Fills a template with a view whose texts are already safe. `{"$part": "name"}` stands for a shared part.
 * Throws when the result is not a sound card: that is a fault of the template, not of the data.
 */
export function expand(template: object, view: object): AdaptiveCard {
  const card = expandTemplate(template, view);
  checkCard(card);
  return card as AdaptiveCard;
}

/**
 * Builds a card from as many of the rows as fit into the size limit. `build` is told how many rows were left out and
 * offers them under "Show more" or says so.
 */
export function fitRows<Row>(rows: Row[], build: (rows: Row[], leftOut: number) => AdaptiveCard): AdaptiveCard {
  let count = rows.length;
  for (;;) {
    const card = build(rows.slice(0, count), rows.length - count);
    if (cardBytes(card) <= maxCardBytes) return card;
    if (count === 0) throw new Error(`A card without rows is larger than ${maxCardBytes} bytes.`);
    count = Math.floor(count * 0.75);
  }
}

/** Size on the wire, in bytes of UTF-8. */
export function cardBytes(card: object): number {
  return Buffer.byteLength(JSON.stringify(card));
}

/** Loads the template engine ahead of the first card (it takes a tenth of a second), e.g. once the server listens. */
export function warmUp(): void {
  engine();
}

function expandTemplate(template: object, view: object): unknown {
  let ready = prepared.get(template);
  if (ready === undefined) {
    ready = new (engine().Template)(withParts(template));
    prepared.set(template, ready);
  }
  const card = ready.expand({ $root: view }) as { actions?: unknown[] };
  if (card.actions?.length === 0) delete card.actions;
  return card;
}

function engine(): typeof TemplateEngine {
  templating ??= createRequire(import.meta.url)('adaptivecards-templating') as typeof TemplateEngine;
  return templating;
}

function withParts(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withParts).flatMap((item) => (Array.isArray(item) ? item : [item]));
  if (typeof node !== 'object' || node === null) return node;
  if ('$part' in node) {
    const part = parts[String(node.$part)];
    if (part === undefined) throw new Error(`There is no card part named ${String(node.$part)}.`);
    return withParts(part);
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withParts(value)]));
}
