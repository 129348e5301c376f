import type { SendingPath } from '../contactmonkey/sender-profile.ts';
import type { QuarantinedMessage } from '../defender/quarantined-message.ts';
import { groupKey } from './group-key.ts';
import type { RecognisedMail, Recognition } from './recognition.ts';

/** Quarantined mail of one campaign, summed up; holds no more than a few of its messages. */
export interface CampaignGroup {
  key: string;
  sender: string;
  subject: string;
  isTest: boolean;
  firstReceivedAt: string;
  lastReceivedAt: string;
  earliestExpiry: string | null;
  messages: number;
  recipients: number;
  /** How often each word occurs, in the spelling of the documentation or, where unknown, of the wire. */
  reasons: Map<string, number>;
  releaseStatuses: Map<string, number>;
  policies: Map<string, number>;
  path: SendingPath;
  /** Mail that was asked for by name is listed even when it is not, or cannot be shown to be, ContactMonkey mail. */
  recognised: Recognition['is'];
  evidence: string[];
  /** The newest message for each reason and policy: one of them stands for all of its kind. */
  examples: QuarantinedMessage[];
}

const MAX_GROUPS = 2_000;
const MAX_EXAMPLES = 8;
const MAX_WORDS = 40;

/** Sums quarantined mail up by campaign while it streams past; `left` counts messages of campaigns beyond the bound. */
export class CampaignGroups {
  readonly #groups = new Map<string, CampaignGroup>();
  readonly #testPrefix: string;
  left = 0;

  constructor(testPrefix: string) {
    this.#testPrefix = testPrefix;
  }

  add(mail: RecognisedMail): void {
    const { message } = mail;
    const key = groupKey(message, this.#testPrefix);
    const group = this.#groups.get(key);
    if (group) addTo(group, message);
    else if (this.#groups.size < MAX_GROUPS) this.#groups.set(key, startGroup(key, mail));
    else this.left += 1;
  }

  newestFirst(): CampaignGroup[] {
    return [...this.#groups.values()].sort(byNewest);
  }
}

function startGroup(key: string, mail: RecognisedMail): CampaignGroup {
  const { message, recognition } = mail;
  const group: CampaignGroup = {
    key,
    sender: message.sender,
    subject: message.subject,
    isTest: recognition.isTest,
    firstReceivedAt: message.receivedAt,
    lastReceivedAt: message.receivedAt,
    earliestExpiry: null,
    messages: 0,
    recipients: 0,
    reasons: new Map(),
    releaseStatuses: new Map(),
    policies: new Map(),
    path: recognition.path,
    recognised: recognition.is,
    evidence: recognition.evidence,
    examples: [],
  };
  addTo(group, message);
  return group;
}

function addTo(group: CampaignGroup, message: QuarantinedMessage): void {
  if (message.receivedAt > group.lastReceivedAt) {
    group.lastReceivedAt = message.receivedAt;
    group.subject = message.subject;
  }
  if (message.receivedAt < group.firstReceivedAt) group.firstReceivedAt = message.receivedAt;
  group.earliestExpiry = earlier(group.earliestExpiry, message.expiresAt);
  group.messages += 1;
  group.recipients += Math.max(message.recipientCount, message.recipients.length);
  countWord(group.reasons, message.reason ?? message.reasonText);
  countWord(group.releaseStatuses, message.releaseStatus ?? message.releaseStatusText);
  countWord(group.policies, message.policyName ?? message.policyType ?? 'unknown');
  keepExample(group.examples, message);
}

function keepExample(examples: QuarantinedMessage[], message: QuarantinedMessage): void {
  const place = examples.findIndex((known) => isSameKind(known, message));
  if (place < 0 && examples.length < MAX_EXAMPLES) examples.push(message);
  const known = examples[place];
  if (known && message.receivedAt > known.receivedAt) examples[place] = message;
}

function isSameKind(a: QuarantinedMessage, b: QuarantinedMessage): boolean {
  return a.reasonText === b.reasonText && a.policyName === b.policyName && a.releaseStatus === b.releaseStatus;
}

function countWord(counts: Map<string, number>, word: string): void {
  const key = counts.has(word) || counts.size < MAX_WORDS ? word : 'other';
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function byNewest(a: CampaignGroup, b: CampaignGroup): number {
  return b.lastReceivedAt.localeCompare(a.lastReceivedAt) || a.key.localeCompare(b.key);
}
