import { plainText, withoutAddresses } from '../cards/escape.ts';
import { policyWords, reasonBadge } from '../cards/words.ts';
import { quarantineReasons } from '../defender/quarantined-message.ts';
import type { Cause } from './alert.ts';
import { unknownReason } from './case-of.ts';
import type { AlertReason } from './reasons.ts';

const unknownWords = 'cause not known';

/** A cause for people, e.g. "Strict preset – Bulk"; it names nobody. */
export function causeWords(reason: AlertReason, { policy, detail }: Pick<Cause, 'policy' | 'detail'>): string {
  const known = detail === null || detail === unknownReason ? null : partWords(reason, detail);
  const parts = [policy === null ? null : policyWords(policy), known ?? (policy === null ? unknownWords : null)];
  const words = parts.filter((part) => part !== null).join(' \u2013 ');
  return withoutAddresses(
    plainText(detail === unknownReason && policy !== null ? `${words}, ${unknownWords}` : words, 120),
  );
}

/** The detail of a case for people. */
export function detailWords(reason: AlertReason, detail: string): string {
  if (reason !== 'quarantined') return detail;
  const known = quarantineReasons.find((one) => one === detail) ?? null;
  return reasonBadge(known, detail).word;
}

function partWords(reason: AlertReason, detail: string): string {
  return reason === 'zapped' ? `moved to ${detail}` : detailWords(reason, detail);
}
