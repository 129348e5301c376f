/** Words for the other side as a sentence gives them. `sure`: they were set apart by a colon or quotes, so nothing was guessed. */
export interface TypedReply {
  text: string;
  sure: boolean;
}

const quoted = /[“"„«](?<said>[^“”"„«»]{1,2000})[”"“»]/u;
const afterColon = /:\s+(?<said>\S[\s\S]*)$/u;

/** What a typed sentence wants to be written on a ticket; `heard` is what the understanding took for it. Null when there is nothing. */
export function replyTyped(text: string, heard: string | null): TypedReply | null {
  for (const pattern of [quoted, afterColon]) {
    const said = pattern.exec(text)?.groups?.said?.trim();
    if (said) return { text: said, sure: true };
  }
  return heard === null ? null : { text: heard.charAt(0).toUpperCase() + heard.slice(1), sure: false };
}

/** Whether a text for Microsoft is to name people. */
export function namesPeople(text: string): boolean {
  return /\bwith\b.*\b(?:senders?|recipients?|people|names?|addresses)\b/i.test(text);
}
