/** What can be understood, in the names that leave this room. */
export const INTENTS = [
  'quarantine.list',
  'quarantine.count',
  'quarantine.why',
  'quarantine.release',
  'quarantine.preview',
  'quarantine.recipients',
  'policy.gaps',
  'policy.explain',
  'policy.how_to_fix',
  'policy.compare_preset',
  'allowlist.add',
  'allowlist.expiry',
  'allowlist.endpoints',
  'safelinks.rewrite',
  'safelinks.block',
  'attachments.delay',
  'spoof.auth',
  'bulk.bcl',
  'zap.moved',
  'notifications.config',
  'testcampaign.start',
  'testcampaign.status',
  'testcampaign.report',
  'headers.explain',
  'message.trace',
  'ticket.open',
  'ticket.status',
  'security.tradeoff',
  'licence.features',
  'permissions',
  'smalltalk/help',
  'out_of_scope',
] as const;

export type Intent = (typeof INTENTS)[number];

/**
 * Questions finer than an intent: they are learnt apart, reported under the intent they belong to,
 * and named beside it so that a question of their own can answer them.
 */
export const FINER_QUESTIONS = {
  'policy.changes': 'policy.gaps',
  'policy.waive': 'policy.gaps',
  'policy.effective': 'policy.explain',
  'alert.acknowledge': 'notifications.config',
  'alert.affected': 'quarantine.recipients',
  'alert.assign': 'notifications.config',
  'alert.escalate': 'ticket.open',
  'alert.list': 'notifications.config',
  'alert.reopen': 'notifications.config',
  'alert.resolve': 'notifications.config',
  'alert.snooze': 'notifications.config',
  'alert.why': 'quarantine.why',
  'testcampaign.cancel': 'testcampaign.status',
  'ticket.answer': 'ticket.status',
  'ticket.ask': 'ticket.status',
  'ticket.assign': 'ticket.status',
  'ticket.customers': 'ticket.status',
  'ticket.export': 'ticket.status',
  'ticket.here': 'notifications.config',
  'ticket.list': 'ticket.status',
  'ticket.merge': 'ticket.status',
  'ticket.microsoft_request': 'ticket.open',
  'ticket.share': 'ticket.status',
  'ticket.state': 'ticket.status',
} as const satisfies Record<string, Intent>;

export type FinerQuestion = keyof typeof FINER_QUESTIONS;
export type QuestionName = Intent | FinerQuestion;

export const QUESTIONS: readonly QuestionName[] = [...INTENTS, ...(Object.keys(FINER_QUESTIONS) as FinerQuestion[])];

/** The intent under which a question is reported. */
export function intentOf(question: QuestionName): Intent {
  return question in FINER_QUESTIONS ? FINER_QUESTIONS[question as FinerQuestion] : (question as Intent);
}

/** The folder of `questions/` that belongs to a question: `policy.how_to_fix` lives in `policy-how-to-fix`. */
export function folderOf(question: QuestionName): string {
  return question.replaceAll(/[./_]/g, '-');
}
