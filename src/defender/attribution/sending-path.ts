import type { PathFinding } from './cause.ts';
import type { Evidence } from './evidence.ts';
import { readFacts } from './facts.ts';
import { coveringDomain, coveringEntry, type KnownSender, nobodyKnown } from './known-sender.ts';

interface Hint {
  path: 'own-mailbox' | 'email-delivery';
  /** 4 and 3 prove it, 2 speaks for it, 1 only supports. */
  weight: 1 | 2 | 3 | 4;
  by: 'profile' | 'route';
  evidence: string;
}

/**
 * Which of ContactMonkey's two ways of sending a message took: a mailbox of the organisation, or Email Delivery from
 * outside (SendGrid, an address dedicated to the customer). It is asked first, because the causes differ.
 * Source: ContactMonkey help centre, articles 360053021211 and 43948275377165, 2026-11-21, and Microsoft's DIR and AuthAs.
 */
export function sendingPath(evidence: Evidence, sender: KnownSender = nobodyKnown): PathFinding {
  const hints = [...profileHints(evidence, sender), ...routeHints(evidence)];
  const score = (path: Hint['path']) =>
    Math.max(0, ...hints.filter((hint) => hint.path === path).map((hint) => hint.weight));
  const own = score('own-mailbox');
  const delivery = score('email-delivery');
  if (own === delivery) {
    const lines = hints.map((hint) => hint.evidence);
    return { path: 'unknown', certainty: 'unknown', evidence: lines };
  }
  const path = own > delivery ? 'own-mailbox' : 'email-delivery';
  const best = Math.max(own, delivery);
  const against = Math.min(own, delivery);
  if (best === 1) return { path: 'unknown', certainty: 'unknown', evidence: hints.map((hint) => hint.evidence) };
  return {
    path,
    certainty: (best >= 3 || bothAgree(hints, path)) && against < 2 ? 'certain' : 'likely',
    evidence: [
      ...hints.filter((hint) => hint.path === path).map((hint) => hint.evidence),
      ...hints.filter((hint) => hint.path !== path).map((hint) => `Against it: ${hint.evidence}`),
    ],
  };
}

/** The customer's own word and the route of the message say the same. */
function bothAgree(hints: readonly Hint[], path: Hint['path']): boolean {
  const telling = hints.filter((hint) => hint.path === path && hint.weight >= 2);
  return telling.some((hint) => hint.by === 'profile') && telling.some((hint) => hint.by === 'route');
}

function profileHints(evidence: Evidence, sender: KnownSender): Hint[] {
  const hints: Hint[] = [];
  const facts = readFacts(evidence);
  const add = (path: Hint['path'], weight: Hint['weight'], text: string) =>
    hints.push({ path, weight, by: 'profile', evidence: text });

  for (const address of [facts.cip, originalSender(evidence)]) {
    const entry = coveringEntry(address, sender.sendingIps);
    if (entry) add('email-delivery', 4, `The sending address ${address} is a dedicated one of the profile (${entry}).`);
  }
  for (const signature of evidence.headers?.fields.dkim ?? []) {
    const domain = signature.result === 'pass' ? coveringDomain(signature.domain, sender.dkimDomains) : null;
    if (domain && facts.direction !== 'internal') {
      add('email-delivery', 2, `DKIM passes for ${signature.domain}, a signing domain of the profile.`);
    }
  }
  const mailFrom = evidence.headers?.fields.mailFromDomain ?? evidence.events?.[0]?.senderMailFromDomain ?? null;
  if (coveringDomain(mailFrom, sender.mailFromDomains)) {
    add('email-delivery', 2, `The envelope domain ${mailFrom} is one of the profile's.`);
  }
  const from =
    facts.fromAddress ?? evidence.quarantined?.sender.toLowerCase() ?? evidence.trace?.[0]?.sender.toLowerCase();
  const known = sender.senders.find((entry) => entry.address.toLowerCase() === from);
  if (known?.path) add(known.path, 2, `The profile says that ${known.address} sends this way.`);
  return hints;
}

/** The true source behind a gateway, as Enhanced Filtering for Connectors found it. */
function originalSender({ headers }: Evidence): string | null {
  const text = headers?.enhancedFiltering.originalSender ?? headers?.enhancedFiltering.skipListed ?? '';
  return /ip=\[?([0-9a-f.:]{2,45})\]?/i.exec(text.slice(0, 500))?.[1] ?? null;
}

function routeHints(evidence: Evidence): Hint[] {
  const hints: Hint[] = [];
  const { headers, events, quarantined } = evidence;
  const add = (path: Hint['path'], weight: Hint['weight'], text: string) =>
    hints.push({ path, weight, by: 'route', evidence: text });
  const reEntered = headers?.fields.compauth?.reason === '115';

  if (headers?.fields.dir === 'INT')
    add('own-mailbox', 3, 'header DIR:INT: the message stayed inside the organisation.');
  if (headers?.fields.dir === 'OUT') add('own-mailbox', 2, 'header DIR:OUT: the message left the organisation.');
  if (headers?.fields.dir === 'INB' && !reEntered) {
    add('email-delivery', 2, 'header DIR:INB: the message came from outside the organisation.');
  }
  if (reEntered) {
    add('own-mailbox', 2, 'compauth reason 115: a Microsoft 365 organisation that owns the From domain sent it.');
  }
  if (headers?.fields.compauth?.result === 'fail') {
    add('email-delivery', 2, 'compauth=fail: sender authentication failed, as it does for mail from outside only.');
  }
  if (/^internal$/i.test(headers?.authAs ?? '')) {
    add('own-mailbox', 3, 'AuthAs is Internal: a mailbox of the organisation sent it.');
  }
  if (/^anonymous$/i.test(headers?.authAs ?? '') && !reEntered) {
    add('email-delivery', 2, 'AuthAs is Anonymous: it was taken in from outside, without a signed-in sender.');
  }
  if (/^originating$/i.test(headers?.directionality ?? '')) {
    add('own-mailbox', 1, 'MessageDirectionality is Originating.');
  }
  for (const mark of headers?.sendGridMarks ?? []) add('email-delivery', 1, `SendGrid carried it: ${mark}.`);
  const directions = new Set((events ?? []).map((event) => event.direction?.toLowerCase()));
  if (directions.has('intra-org') || directions.has('intraorg')) {
    add('own-mailbox', 3, 'EmailEvents.EmailDirection is Intra-org.');
  } else if (directions.has('inbound') && !reEntered) {
    add('email-delivery', 2, 'EmailEvents.EmailDirection is Inbound.');
  } else if (directions.has('outbound')) {
    add('own-mailbox', 2, 'EmailEvents.EmailDirection is Outbound.');
  }
  if (quarantined?.direction === 'Outbound') add('own-mailbox', 2, 'The quarantine lists it as outbound.');
  return hints;
}
