import type { KeptTicket } from '../store/tickets.ts';
import { openPack } from './consent.ts';
import type { SharedView } from './shared-view.ts';
import { changeWords, priorityWords, sideWords, stateWords } from './words.ts';

/** A customer's ticket with its whole history and the very texts that were shared. */
export function wholeExport({ ticket, history, consents }: KeptTicket): { json: string; text: string } {
  const data = {
    ticket,
    history,
    shared: consents.map(({ text, ...consent }) => ({ ...consent, text })),
  };
  const lines = history.map(({ at, by, ...event }) => {
    const { what } = event;
    const said =
      what.kind === 'message'
        ? `${changeWords({ at, by, ...event })}: ${what.text}`
        : changeWords({ at, by, ...event });
    return `${at.toISOString()}  ${by.name} (${sideWords[by.side]})  ${said}`;
  });
  const packs = consents.map((consent) => packText(consent.text, consent.sha256, consent.struckOut));
  const head = `${ticket.number}: ${ticket.title}\nState: ${stateWords[ticket.state]}. Priority: ${priorityWords[ticket.priority]}.`;
  return { json: JSON.stringify(data, null, 2), text: [head, lines.join('\n'), ...packs].join('\n\n') };
}

/** The same of what was shared with ContactMonkey. */
export function sharedExport(view: SharedView): { json: string; text: string } {
  const lines = view.thread.map(({ at, name, message, change }) => `${at}  ${name}  ${message?.text ?? change ?? ''}`);
  const packs = view.packs.map((pack) => packText(pack.text, pack.sha256, []));
  const head = `${view.number}: ${view.title}\nState: ${stateWords[view.state]}. Priority: ${priorityWords[view.priority]}.`;
  return { json: JSON.stringify(view, null, 2), text: [head, lines.join('\n'), ...packs].join('\n\n') };
}

/** A shared pack as people read it. */
export function packText(text: string, sha256: string, struckOut: string[]): string {
  const pack = openPack(text, sha256);
  const parts = pack.parts.map(({ title, lines }) =>
    [`${title}:`, ...lines.map((line) => `  ${line.label}: ${line.text}`)].join('\n'),
  );
  return [
    `Shared with ${pack.sharedWith} at ${pack.sharedAt} (SHA-256 ${sha256})`,
    ...(pack.description === '' ? [] : [pack.description]),
    ...parts,
    ...(struckOut.length === 0 ? [] : [`Not shared: ${struckOut.join(', ')}`]),
  ].join('\n');
}
