import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button } from '../buttons.ts';
import { plainText } from '../escape.ts';
import { expand } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import template from './template.json' with { type: 'json' };

/** `examples` are answered by one press (three are shown), `sayings` are sentences to type. */
export interface WelcomeData {
  /** As Teams knows the person; may be empty. */
  name: string;
  examples: Button[];
  sayings: string[];
}

/** The first thing a newcomer sees. */
export function welcomeCard(data: WelcomeData): AdaptiveCard {
  const name = plainText(data.name, 60);
  const greeting = `Hello${name === '' ? '' : ` ${name}`}. I find your ContactMonkey mail in Microsoft Defender quarantine, tell which policy and setting caught it, and what to change.`;
  const sayings = data.sayings.slice(0, 5).map((text) => ({ text: `\u201C${plainText(text, 100)}\u201D` }));
  return expand(template, {
    greeting,
    sayings,
    fallbackText: fallbackText(greeting, data.sayings[0] && `Ask, for example: ${data.sayings[0]}`),
    ...actionBar(data.examples.slice(0, 3)),
  });
}
