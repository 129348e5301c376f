import type { MechanismId } from '../../defender/fixes/mechanisms.ts';
import { many } from '../entities.ts';
import type { Entities } from '../question.ts';

/** What people call each way, more particular ones first. */
const words: readonly [RegExp, MechanismId][] = [
  [/advanced delivery/i, 'advancedDelivery'],
  [/\bsafe senders?\b/i, 'safeSender'],
  [/spoof (?:pair|allow)|allow(?:ing)? spoof/i, 'spoofPair'],
  [/safe ?attachments?/i, 'skipHeader'],
  [/url scan|safe ?links|do not rewrite|from rewriting|skip(?:ping)? (?:the )?(?:link|url)/i, 'doNotRewrite'],
  [/\bip\b|ip range|connection filter/i, 'ipAllow'],
  [/bulk threshold|threshold|raise/i, 'scopedPolicy'],
  [
    /scl|transport rule|mail flow rule|bypass|skip(?:ping)? (?:spam )?filter|skip(?:ping)? the spam filter/i,
    'ruleByDomainAlone',
  ],
  [/track(?:er|ing)|\burl\b|\blink\b/i, 'urlAllowDirect'],
  [/\bdomain\b|sendgrid|contactmonkey|everything/i, 'allowedSenderDomain'],
  [/\bsender\b|allow entry|allow rule/i, 'senderAllow'],
];

/** The ways a question speaks of, the first two that it names. */
export function mechanismsIn(text: string, entities: Entities): MechanismId[] {
  const found = words.filter(([pattern]) => pattern.test(text)).map(([, id]) => id);
  if (found.length > 0) return [...new Set(found)].slice(0, /\bor\b|\bvs\b|versus/i.test(text) ? 2 : 1);
  if (many(entities, 'ip').length > 0) return ['ipAllow'];
  if (many(entities, 'domain').length > 0) return ['allowedSenderDomain'];
  return many(entities, 'sender').length > 0 ? ['senderAllow'] : [];
}
