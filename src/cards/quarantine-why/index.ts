import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button, deliverPersonally, type Link } from '../buttons.ts';
import { type CauseData, causeView, evidenceView } from '../cause-view.ts';
import { mailText, plainText, withoutAddresses } from '../escape.ts';
import { expand } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { formatDateTime, formatNumber, type Localised } from '../format.ts';
import { notReadView } from '../not-read-view.ts';
import { badgeRuns, type Certainty, certaintyBadge, pathBadges, reasonBadge, releaseBadge } from '../words.ts';
import template from './template.json' with { type: 'json' };

/** `causes[0]` is the cause; the others would have held the message too. */
export interface QuarantineWhyData extends Localised {
  audience: 'personal' | 'channel';
  message: {
    identity: string;
    subject: string;
    sender: string;
    ours: 'yes' | 'no' | 'unknown';
    receivedAt: string;
    expiresAt: string | null;
    reason: QuarantinedMessage['reason'];
    reasonText: string;
    releaseStatus: QuarantinedMessage['releaseStatus'];
    releaseStatusText: string;
    recipients: number;
  };
  path: { path: 'own-mailbox' | 'email-delivery' | 'unknown'; certainty: Certainty; evidence: string[] };
  causes: CauseData[];
  /** One sentence each; null when nothing is to be said. */
  canHelp: string | null;
  cannotHelp: string | null;
  /** https only; anything else is left out. */
  links: Link[];
  couldNot: NotRead[];
  asOf: string;
}

export function quarantineWhyCard(data: QuarantineWhyData): AdaptiveCard {
  return expand(template, view(data.audience === 'channel' ? withoutPeople(data) : data));
}

/** Evidence and explanations quote mail; in a channel the addresses in them are left out. */
function withoutPeople(data: QuarantineWhyData): QuarantineWhyData {
  return {
    ...data,
    path: { ...data.path, evidence: data.path.evidence.map(withoutAddresses) },
    causes: data.causes.map((cause) => ({
      ...cause,
      explanation: withoutAddresses(cause.explanation),
      evidence: cause.evidence.map(withoutAddresses),
    })),
    canHelp: data.canHelp === null ? null : withoutAddresses(data.canHelp),
    cannotHelp: data.cannotHelp === null ? null : withoutAddresses(data.cannotHelp),
  };
}

function view(data: QuarantineWhyData) {
  const { message } = data;
  const open = data.audience === 'personal' || message.ours === 'yes';
  const [main, ...also] = data.causes;
  const reason = reasonBadge(message.reason, message.reasonText);
  const release = releaseBadge(message.releaseStatus, message.releaseStatusText);
  return {
    subject: open ? mailText(message.subject) || '(no subject)' : 'Other mail (subject shown in your own chat)',
    facts: [
      ...(open ? [{ label: 'From', value: plainText(message.sender, 100) }] : []),
      { label: 'Held as', value: `${reason.icon} ${reason.word}` },
      { label: 'Received', value: formatDateTime(message.receivedAt, data) },
      { label: 'Recipients', value: formatNumber(message.recipients, data) },
      { label: 'Status', value: `${release.icon} ${release.word}` },
      ...(message.expiresAt === null ? [] : [{ label: 'Expires', value: formatDateTime(message.expiresAt, data) }]),
    ],
    main: [main === undefined ? nothingFound : causeView(main)],
    path: [
      {
        badges: pathBadges(data.path.path, data.path.certainty),
        evidence: evidenceView(data.path.evidence, 3),
      },
    ],
    also: also.slice(0, 3).map((cause) => ({
      what: causeView(cause).what,
      explanation: plainText(cause.explanation, 250),
    })),
    help: [
      ...(data.canHelp === null
        ? []
        : [{ icon: '\u2713', color: 'Good', label: 'What can help', words: plainText(data.canHelp, 400) }]),
      ...(data.cannotHelp === null
        ? []
        : [{ icon: '\u2715', color: 'Attention', label: 'What cannot', words: plainText(data.cannotHelp, 400) }]),
    ],
    notRead: notReadView(data.couldNot),
    footer: [{ words: `As of ${formatDateTime(data.asOf, data)}` }],
    fallbackText: fallbackText(
      `Held as ${reason.word}`,
      main === undefined ? 'The cause is not known' : `${certaintyBadge(main.certainty).word}: ${causeView(main).what}`,
      main?.explanation,
    ),
    ...actionBar(buttons(data), data.links),
  };
}

const nothingFound = {
  what: 'Unknown',
  badges: badgeRuns(certaintyBadge('unknown')),
  explanation: 'Nothing that could be read says which policy held this message.',
  facts: [],
  evidence: [],
};

/** In a channel the details about people are offered in the asker's own chat. */
function buttons(data: QuarantineWhyData): Button[] {
  const message = data.message.identity;
  const fix = { title: 'How do I fix it?', verb: 'policy.how_to_fix', data: { message } };
  const escalate = { title: 'Open a ticket', verb: 'ticket.open', data: { message } };
  if (data.audience === 'channel') {
    return [
      fix,
      { title: 'Details in my chat', verb: 'quarantine.why', data: { message, deliver: deliverPersonally } },
      escalate,
    ];
  }
  return [
    fix,
    { title: 'Who is affected?', verb: 'quarantine.recipients', data: { message } },
    { title: 'Show header facts', verb: 'headers.explain', data: { message } },
    { title: 'Preview', verb: 'quarantine.preview', data: { message } },
    escalate,
  ];
}
