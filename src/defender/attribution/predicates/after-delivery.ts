import type { Case } from '../case.ts';
import type { Match } from '../predicate.ts';
import { purgeable } from '../verdicts.ts';

const switches: readonly { action: RegExp; setting: string; policyOf: 'anti-malware' | 'anti-spam' }[] = [
  { action: /malware/i, setting: 'ZapEnabled', policyOf: 'anti-malware' },
  { action: /phish/i, setting: 'PhishZapEnabled', policyOf: 'anti-spam' },
  { action: /spam/i, setting: 'SpamZapEnabled', policyOf: 'anti-spam' },
];

/** Zero-hour auto purge took it out of the mailbox after delivery. */
export function purged({ evidence }: Case): Match | null {
  const rows = (evidence.postDelivery ?? []).filter(({ actionType }) => /zap/i.test(actionType));
  const done = rows.filter(({ actionResult }) => !/error|fail/i.test(actionResult ?? ''));
  const [row] = done;
  if (!row) return null;
  const found = switches.find(({ action }) => action.test(row.actionType));
  const failed = rows.length - done.length;
  return {
    evidence: done
      .slice(0, 5)
      .map(({ actionType, action, at }) => `EmailPostDeliveryEvents: ${actionType}, ${action}, ${at}`),
    certainty: 'certain',
    setting: found?.setting ?? null,
    details: [
      ...(found
        ? [`The switch is in the ${found.policyOf === 'anti-spam' ? 'anti-spam' : 'anti-malware'} policy.`]
        : []),
      ...(failed > 0 ? [`For ${failed} more ${failed === 1 ? 'mailbox' : 'mailboxes'} the removal failed.`] : []),
    ],
  };
}

/** A person or an automated investigation moved it. */
export function movedByHand({ evidence, verdicts }: Case): Match | null {
  const named = verdicts.named.get('ADMIN');
  const row = (evidence.postDelivery ?? []).find(
    ({ actionType, action }) =>
      !/zap/i.test(actionType) && /quarantine|delete|junk/i.test(action) && !/release/i.test(action),
  );
  if (!row && !named) return null;
  return {
    evidence: [
      ...(named?.evidence ?? []),
      ...(row ? [`EmailPostDeliveryEvents: ${row.actionType}, ${row.action}, ${row.at}`] : []),
    ],
    certainty: 'certain',
  };
}

/** Held for a threat although the header was stamped clean, and no later event was read: most likely purged. */
export function probablyPurged(message: Case): Match | null {
  const { evidence, verdicts, outcome } = message;
  const threat = [...verdicts.named.keys(), ...verdicts.undivided.flatMap((group) => group.verdicts)].some((verdict) =>
    purgeable.has(verdict),
  );
  const looked = evidence.postDelivery !== undefined;
  if (!verdicts.cleanHeader || outcome !== 'quarantine' || !threat || looked) return null;
  return {
    evidence: [
      `${message.facts.where} ${message.facts.cat === 'NONE' ? 'CAT:NONE' : 'SFV:NSPM'}, yet the message is in quarantine`,
    ],
    certainty: 'likely',
    secondary: true,
  };
}

/** Filtering found nothing, and still it lies in Junk. */
export function junkedByMailbox({ evidence, facts, outcome, verdicts }: Case): Match | null {
  if (!verdicts.cleanHeader || outcome !== 'junk') return null;
  const delivery = evidence.headers?.mailboxDelivery;
  const details: string[] = [];
  if (delivery?.userRule) details.push("One of the user's own inbox rules acted (ucf:1).");
  if (delivery?.junkRule) details.push('The junk email rule of the mailbox acted (jmr:1).');
  if (delivery?.reason) details.push(`The mailbox gave the reason ${delivery.reason}.`);
  return {
    evidence: [
      `${facts.where} SFV:${facts.sfv ?? 'not stamped'}${facts.cat ? `, CAT:${facts.cat}` : ''}`,
      delivery?.destination === 'J'
        ? 'header X-Microsoft-Antispam-Mailbox-Delivery dest:J'
        : 'delivered to the Junk Email folder',
    ],
    certainty: facts.sfv === null ? 'unknown' : 'likely',
    details,
  };
}
