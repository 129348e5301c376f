import { compauthReason } from '../../headers/compauth-reasons.ts';
import { actingPolicy, type Case, policyRow } from '../case.ts';
import { policySwitch } from '../evidence.ts';
import type { Match } from '../predicate.ts';
import { letters } from '../verdicts.ts';
import { actionNow } from './verdicts.ts';

interface SpoofFacts {
  /** The setting of the anti-phishing policy that acts, were the message a spoof. */
  setting: 'DmarcRejectAction' | 'DmarcQuarantineAction' | 'AuthenticationFailAction';
  /** Whether compauth and DMARC were seen at all. */
  known: boolean;
  /** Composite authentication passed, which a spoof verdict contradicts. */
  passed: boolean;
  evidence: string[];
  details: string[];
}

const spoofTips: ReadonlySet<string> = new Set(['9.11', '9.21', '9.22']);

const passedAllTheSame =
  'Composite authentication passed all the same, so the verdict rests on more than these lines show: the EmailEvents row of the message settles it.';

/** A spoof verdict that the From domain's DMARC policy decides. */
export function spoofByDmarc(message: Case): Match | null {
  const facts = readSpoof(message);
  return facts.setting === 'AuthenticationFailAction' ? null : spoof(message, facts);
}

/** A spoof verdict that spoof intelligence decides. */
export function spoofByAuthentication(message: Case): Match | null {
  const facts = readSpoof(message);
  return facts.setting === 'AuthenticationFailAction' ? spoof(message, facts) : null;
}

function spoof(message: Case, facts: SpoofFacts): Match | null {
  const named = message.verdicts.named.get('SPOOF');
  const acting = actingPolicy(message, 'anti-phish');
  if (named) {
    const honor = policySwitch(policyRow(message, 'anti-phish'), 'HonorDmarcPolicy');
    const settled = facts.known && !facts.passed && (facts.setting === 'AuthenticationFailAction' || honor === true);
    return {
      evidence: [...named.evidence, ...facts.evidence, ...acting.evidence],
      certainty: settled ? named.certainty : 'likely',
      setting: facts.setting,
      policy: named.secondary ? null : acting.policy,
      secondary: named.secondary,
      details: facts.known
        ? [
            ...facts.details,
            ...(facts.passed ? [passedAllTheSame] : []),
            ...actionNow(message, 'anti-phish', facts.setting),
          ]
        : [
            'Without Authentication-Results it stays open whether a DMARC action (DmarcQuarantineAction, DmarcRejectAction) acted instead.',
          ],
    };
  }
  return failedAuthentication(message, facts);
}

/** No spoof verdict, but sender authentication failed: it acts only if spoof intelligence or DMARC says so. */
function failedAuthentication(message: Case, facts: SpoofFacts): Match | null {
  const header = message.evidence.headers;
  const tip = header?.fields.sfty ?? null;
  const tipped = tip !== null && spoofTips.has(tip);
  const failed = header?.fields.compauth?.result === 'fail';
  if (message.verdicts.cleanHeader || (!failed && !tipped)) return null;
  const explicit = facts.setting !== 'AuthenticationFailAction';
  const otherVerdict = message.verdicts.named.size > 0 || message.verdicts.undivided.length > 0;
  const likely = explicit || tipped || (!otherVerdict && message.outcome !== null);
  return {
    evidence: [...(tipped ? [`header SFTY:${tip}`] : []), ...facts.evidence],
    certainty: likely ? 'likely' : 'unknown',
    setting: facts.setting,
    secondary: otherVerdict,
    explanation: explicit
      ? 'The message fails DMARC, and the From domain itself asks to quarantine or reject such mail.'
      : 'Sender authentication failed; where spoof intelligence takes such a message for a spoof, this setting acts.',
    details: [
      ...facts.details,
      ...(likely
        ? []
        : ['A failed check alone stops nothing: spoof intelligence decides whether the sender is suspicious.']),
    ],
  };
}

/** Source: Microsoft Learn, anti-phishing-policies-about (spoof intelligence and DMARC), 2026-08-20. */
function readSpoof(message: Case): SpoofFacts {
  const { headers, events } = message.evidence;
  const row = policyRow(message, 'anti-phish');
  const compauth = headers?.fields.compauth ?? null;
  const dmarc = headers?.fields.dmarc ?? null;
  const reason = compauthReason(compauth?.reason ?? null);
  const methods = (events ?? []).flatMap((event) => Object.values(event.detectionMethods).flat());
  const dmarcDetected = methods.some((method) => letters(method).includes('spoofdmarc'));
  const evidence: string[] = [];
  const details: string[] = [];
  if (compauth) evidence.push(`compauth=${compauth.result}${compauth.reason ? ` reason=${compauth.reason}` : ''}`);
  if (dmarc) evidence.push(`dmarc=${dmarc.result}${dmarc.action ? ` action=${dmarc.action}` : ''}`);
  if (reason && compauth) details.push(`compauth reason ${compauth.reason}: ${reason.meaning}.`);
  if (reason?.firstFix) details.push(reason.firstFix);

  const honor = policySwitch(row, 'HonorDmarcPolicy');
  const asked = dmarc?.result === 'fail' ? (dmarc.action ?? '') : '';
  const enforced = /^o?reject$|^quarantine$/.test(asked) && (compauth?.reason ?? '') !== '905';
  let setting: SpoofFacts['setting'] = 'AuthenticationFailAction';
  if ((enforced || dmarcDetected) && honor !== false) {
    setting = asked.endsWith('reject') ? 'DmarcRejectAction' : 'DmarcQuarantineAction';
    if (honor === null)
      details.push('This holds while HonorDmarcPolicy is on, as it is by default and in the presets.');
  }
  if (enforced && honor === false) {
    details.push('HonorDmarcPolicy is off, so a failed DMARC check is handled like any failed authentication.');
  }
  const known = compauth !== null || dmarc !== null || dmarcDetected;
  const passed = /^(?:soft)?pass$/i.test(compauth?.result ?? '');
  return { setting, known, passed, evidence, details };
}
