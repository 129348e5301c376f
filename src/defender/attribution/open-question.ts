import type { Case } from './case.ts';
import type { Cause } from './cause.ts';
import { inWords } from './predicates/verdicts.ts';

/** The cause that stands where nothing was found: it says what was looked at and what that showed. */
export function openQuestion(message: Case): Cause {
  const { evidence } = message;
  const looked = [
    ...(evidence.headers ? ['the header'] : []),
    ...(evidence.quarantined ? ['the quarantine entry'] : []),
    ...(evidence.events ? ['the hunting row'] : []),
    ...(evidence.trace || evidence.traceDetails ? ['the message trace'] : []),
    ...(evidence.postDelivery ? ['the events after delivery'] : []),
  ];
  return {
    rule: 'open-question',
    component: 'unknown',
    setting: null,
    policy: evidence.quarantined?.policyName ?? null,
    evidence: seen(message),
    certainty: 'unknown',
    explanation: sentence(message, looked),
    allowing: null,
    effect: message.verdicts.cleanHeader && message.outcome !== 'quarantine' ? 'let-through' : 'unknown',
    wouldAlso: false,
    source: 'Microsoft Learn, message-headers-eop-mdo',
    date: '2026-07-27',
  };
}

function sentence({ evidence, facts, verdicts, outcome }: Case, looked: string[]): string {
  if (evidence.headers?.untrusted) {
    return "The header carries only another tenant's stamps (-Untrusted). They say what the sending organisation thought, and nothing of what this tenant did.";
  }
  if (looked.length === 0) return 'Nothing about this message could be read, so its cause stays open.';
  const unread = unknownCategory(evidence, facts.cat);
  if (unread) return unread;
  if (verdicts.cleanHeader && outcome !== 'quarantine') {
    return 'Filtering found no threat in this message, and nothing read here says that anything stopped it.';
  }
  return `Nothing in ${inList(looked)} names what acted on this message, so its cause stays open.`;
}

function unknownCategory(evidence: Case['evidence'], cat: string | null): string | null {
  if (evidence.headers?.unknown.some(({ field, value }) => field === 'CAT' && value === cat)) {
    return `CAT:${cat} is a category that Microsoft does not document, so what it stands for is open.`;
  }
  const { quarantined } = evidence;
  if (quarantined && quarantined.reason === null) {
    return `The quarantine gives a reason that is not documented ("${quarantined.reasonText.slice(0, 100)}"), so what it stands for is open.`;
  }
  return null;
}

function seen({ evidence, facts }: Case): string[] {
  return [
    ...(facts.cat ? [`${facts.where} CAT:${facts.cat}`] : []),
    ...(facts.sfv ? [`${facts.where} SFV:${facts.sfv}`] : []),
    ...(evidence.quarantined ? [`quarantine type ${evidence.quarantined.reasonText}`] : []),
    ...(evidence.headers?.untrusted ? ['header X-Forefront-Antispam-Report-Untrusted only'] : []),
  ];
}

/** What to read or paste next, when the answer is not certain. */
export function wouldSettle(answer: Cause | undefined, { evidence, verdicts }: Case): string[] {
  if (!answer || answer.certainty === 'certain') return [];
  const header = evidence.headers;
  const stamped = header !== undefined && (header.fields.cat !== null || header.fields.sfv !== null);
  const advice: string[] = [];
  if (!stamped) {
    advice.push(
      'The message header as the recipient tenant stamped it (X-Forefront-Antispam-Report), from the quarantine or the mailbox.',
    );
  }
  if (answer.component === 'anti-phish' && header?.authenticationStamp == null) {
    advice.push('The Authentication-Results line of the header.');
  }
  if (answer.component === 'anti-phish' && !evidence.policies?.antiPhish) {
    advice.push('The anti-phishing policy that applies to the recipient (HonorDmarcPolicy and its actions).');
  }
  if (answer.rule === 'bulk' && !evidence.policies?.antiSpam) {
    advice.push("The BulkThreshold of the recipient's anti-spam policy.");
  }
  if (!evidence.quarantined && !evidence.events)
    advice.push('The quarantine entry or the EmailEvents row of this message.');
  if (verdicts.cleanHeader && evidence.postDelivery === undefined) {
    advice.push('EmailPostDeliveryEvents, which shows whether the message was taken out after delivery.');
  }
  if (answer.component === 'transport-rule' && !evidence.traceDetails) {
    advice.push('The message trace detail, which names the mail flow rule.');
  }
  return advice;
}

function inList(names: string[]): string {
  return inWords(names).replace(/ or (?=[^,]*$)/, ' and ');
}
