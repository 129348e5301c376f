import type { AdaptiveCard } from '../../../src/cards/adaptive-card.ts';

export interface CardSample {
  /** `<card>-<case>`: also the name of its screenshots. */
  name: string;
  build(): AdaptiveCard;
  /** Words a reader must see. */
  shows: string[];
  /** Words that must be nowhere in the card, not even in the data of a button. */
  hides?: string[];
}
