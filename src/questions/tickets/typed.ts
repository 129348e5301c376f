/** Words for the other side as a sentence gives them. `sure`: they were set apart by a colon or quotes, so nothing was guessed. */
export interface TypedReply {
  text: string;
  sure: boolean;
  /** The sentence around the words: what is to be done with them. */
  order: string;
}

const quoted = /[“"„«](?<said>[^“”"„«»]{1,2000})[”"“»]/u;
const afterColon = /:\s+(?<said>\S[\s\S]*)$/u;

/** What a typed sentence wants to be written on a ticket; `heard` is what the understanding took for it. Null when there is nothing. */
export function replyTyped(text: string, heard: string | null): TypedReply | null {
  for (const pattern of [quoted, afterColon]) {
    const found = pattern.exec(text);
    const said = found?.groups?.said?.trim();
    if (found && said) return { text: said, sure: true, order: around(text, found.index, found[0].length) };
  }
  return heard === null ? null : { text: heard.charAt(0).toUpperCase() + heard.slice(1), sure: false, order: text };
}

function around(text: string, at: number, length: number): string {
  return `${text.slice(0, at)} ${text.slice(at + length)}`.trim();
}

/** Whether a text for Microsoft is to name people. */
export function namesPeople(text: string): boolean {
  return /\bwith\b.*\b(?:senders?|recipients?|people|names?|addresses)\b/i.test(text);
}
