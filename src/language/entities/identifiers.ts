import type { Intent } from '../intents.ts';
import { note, type Scan, take, takeAll } from './scan.ts';

/** Addresses whose local part says that they send to many. */
const SENDER_LIKE =
  /^(?:news|newsletters?|(?:internal|corp|corporate)?\.?-?comms|(?:internal)?communications?|internalcomms|peoplecomms|no-?reply|campaigns?|updates?|announcements?|digest)\b/i;
const SENDER_CUE = /(?:\bfrom|\bby|\bsender(?: address)?(?: is)?|\bsent by|\bof|\bvia)\s*:?\s*$/i;
const RECIPIENT_CUE = /(?:\bto|\bfor|\brecipient|\bin|\buser|\bmailbox)\s*:?\s*$/i;
const SENDER_INTENTS: ReadonlySet<Intent> = new Set([
  'allowlist.add',
  'spoof.auth',
  'allowlist.expiry',
  'bulk.bcl',
  'security.tradeoff',
]);

/** Ids and addresses: values whose shape alone tells what they are. */
export function takeIdentifiers(scan: Scan, intent: Intent): void {
  takeAll(scan, /(?<v><[^\s<>@]{1,120}@[^\s<>@]{1,120}>)/dg, 'message_id');
  takeAll(scan, /\bmessage[ -]?id:?\s(?<v>[^\s<>@]{1,120}@[^\s<>@,;?!]{1,120})/dgi, 'message_id');
  takeAll(scan, /\b(?<v>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\b/dgi, 'network_message_id');
  takeAll(scan, /\b(?<v>CM-\d{1,9})\b/dgi, 'ticket_id');
  takeAll(scan, /\b(?:ticket|case)(?: number| no\.?| id)?\s?#?(?<v>\d{3,9})\b/dgi, 'ticket_id');
  takeAddresses(scan, intent);
  takeAll(scan, /(?<=^|\s)(?<v>#[a-z][a-z0-9_-]{1,60})/dgi, 'channel');
  takeAll(scan, /\b(?<v>\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?)(?![\d.])/dg, 'ip');
  takeDomains(scan);
  if (intent === 'notifications.config') takeChannelByName(scan);
}

function takeAddresses(scan: Scan, intent: Intent): void {
  const pattern = /(?<v>[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6})/dgiu;
  for (const match of [...scan.rest.matchAll(pattern)]) {
    const address = match[0];
    note(scan, roleOf(address, scan.rest.slice(Math.max(0, match.index - 30), match.index), intent), address);
    take(scan, match.index, match.index + address.length);
  }
}

function roleOf(address: string, before: string, intent: Intent): 'sender' | 'recipient' {
  if (SENDER_CUE.test(before)) return 'sender';
  if (/\bto\s*$/i.test(before)) return 'recipient';
  if (SENDER_INTENTS.has(intent) || SENDER_LIKE.test(address)) return 'sender';
  if (RECIPIENT_CUE.test(before)) return 'recipient';
  return /\band\s*$/i.test(before) && SENDER_INTENTS.has(intent) ? 'sender' : 'recipient';
}

function takeDomains(scan: Scan): void {
  takeAll(scan, /https?:\/\/(?<v>(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})/dgi, 'domain');
  takeAll(
    scan,
    /(?<![\w@./:-])(?<v>(?:\*\.)?(?:[a-z0-9-]{1,63}\.){1,5}(?!(?:eml|msg|pdf|docx?|pptx?|xlsx?|csv|html?|txt|zip|ics|png|jpe?g|gif|json|ps1)\b)[a-z]{2,24})(?![\w@]|\.\w)/dgi,
    'domain',
    (value) => (/^(?:e\.g|i\.e|u\.s|a\.m|p\.m)$/i.test(value) || /^[\d.]+$/.test(value) ? null : value),
  );
}

function takeChannelByName(scan: Scan): void {
  takeAll(
    scan,
    /\b(?:to|in|into|notify|alert|tell|use) (?:only )?(?:the |our )?(?!this\b|that\b|another\b|a\b|team\b)(?<v>[a-z0-9][\w-]{1,30}(?: [\w-]{2,30}){0,2}) channel\b/dgi,
    'channel',
  );
}
