import { testSubjectPrefix } from './regions.ts';

const replyMark = /^(?:(?:re|fw|fwd|aw|wg|tr|rv|sv|vs)(?:\[\d{1,3}\])?:|\[(?:external|extern|ext)\])\s*/i;
const mostMarks = 10;
const lastSpaced = new Map<string, string>();
const mostKept = 500;
const longestKept = 1000;

/**
 * Groups messages into campaigns: equal for messages of one sender with one subject on one day (UTC). Reply marks,
 * external tags, the test marker, case and spacing do not count; numbers and dates in the subject do.
 */
export function campaignKey(
  message: { sender: string; subject: string; receivedAt: string },
  prefix: string = testSubjectPrefix,
): string {
  const time = Date.parse(message.receivedAt);
  const day = Number.isNaN(time) ? 'undated' : new Date(time).toISOString().slice(0, 10);
  return [message.sender.trim().toLowerCase(), day, campaignSubject(message.subject, prefix)].join('|');
}

/** The subject as campaigns are compared by: lower case, one space between words, no marks in front. */
export function campaignSubject(subject: string, prefix: string = testSubjectPrefix): string {
  const marker = spaced(prefix);
  let text = spaced(subject);
  for (let taken = 0; taken < mostMarks; taken += 1) {
    const shorter =
      marker !== '' && text.startsWith(marker) ? text.slice(marker.length).trim() : text.replace(replyMark, '');
    if (shorter === text) break;
    text = shorter;
  }
  return text;
}

/** Whether the subject carries the marker of a test send, also behind reply marks and external tags. */
export function isTestSubject(subject: string, prefix: string = testSubjectPrefix): boolean {
  const marker = spaced(prefix);
  let text = spaced(subject);
  for (let taken = 0; taken < mostMarks && marker !== ''; taken += 1) {
    if (text.startsWith(marker)) return true;
    const shorter = text.replace(replyMark, '');
    if (shorter === text) return false;
    text = shorter;
  }
  return false;
}

/** The subjects of one campaign come one after another, so the last few are kept. */
function spaced(text: string): string {
  const known = lastSpaced.get(text);
  if (known !== undefined) return known;
  const made = text.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean).join(' ');
  if (lastSpaced.size >= mostKept) lastSpaced.clear();
  if (text.length <= longestKept) lastSpaced.set(text, made);
  return made;
}
