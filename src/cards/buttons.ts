import { httpsLink, plainText } from './escape.ts';

/** Entities as a button carries them back: the words a question is asked with. Never trusted on return. */
export type ButtonData = Record<string, string | string[]>;

/** A press is answered by the question whose intent is `verb`, asked with `data`. */
export interface Button {
  title: string;
  verb: string;
  data: ButtonData;
}

export interface Link {
  title: string;
  url: string;
}

/** Value of the entity `deliver` on a button that asks for the answer in the asker's own chat. */
export const deliverPersonally = 'personal';

export const maxButtons = 6;
const maxPrimary = 3;
/** In graphemes; a longer one does not fit beside the edge of a narrow card. */
const maxTitle = 32;

/**
 * Buttons and links as the templates want them: at most six, the first three in sight, no two with one name. `linkInSight` keeps a place
 * in sight for the first link, after the buttons there.
 */
export function actionBar(buttons: Button[], links: Link[] = [], { linkInSight = false } = {}) {
  const titles = new Set<string>();
  const primaryButtons = linkInSight && links.length > 0 ? maxPrimary - 1 : maxPrimary;
  const shownButtons = buttons.slice(0, maxButtons).map((button, index) => ({
    ...buttonView({ ...button, title: uniqueTitle(button.title, titles) }),
    mode: index < primaryButtons ? 'primary' : 'secondary',
  }));
  const shownLinks = links
    .flatMap((link) => {
      const url = httpsLink(link.url);
      return url === null ? [] : [{ title: link.title, url }];
    })
    .slice(0, maxButtons - shownButtons.length)
    .map((link, index) => ({
      title: uniqueTitle(link.title, titles),
      url: link.url,
      mode: Math.min(shownButtons.length, primaryButtons) + index < maxPrimary ? 'primary' : 'secondary',
    }));
  return { buttons: shownButtons, links: shownLinks };
}

/** One button outside the bar. `submitData` is what clients without Action.Execute send: the same data and the verb. */
export function buttonView(button: Button) {
  return {
    title: plainText(button.title, maxTitle),
    verb: button.verb,
    data: button.data,
    submitData: { ...button.data, verb: button.verb },
  };
}

function uniqueTitle(title: string, taken: Set<string>): string {
  const base = plainText(title, maxTitle - 4) || 'Open';
  let unique = base;
  for (let number = 2; taken.has(unique.toLowerCase()); number += 1) unique = `${base} (${number})`;
  taken.add(unique.toLowerCase());
  return unique;
}
