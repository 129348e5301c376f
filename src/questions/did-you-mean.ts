import { SURE_ENOUGH } from '../language/understand.ts';
import type { Understanding } from './assistant.ts';
import type { Answer } from './question.ts';
import { messageAnswer } from './shared/message-answer.ts';

const OFFERED = 3;

/** What each question is called on a button. */
const titles: Record<string, string> = {
  'quarantine.list': 'What is in quarantine',
  'quarantine.count': 'How many are held',
  'quarantine.why': 'Why a mail was held',
  'quarantine.release': 'How to release mail',
  'quarantine.preview': 'Preview a held mail',
  'quarantine.recipients': 'Who is affected',
  'policy.gaps': 'Check our policies',
  'policy.explain': 'Explain a setting',
  'policy.how_to_fix': 'How to fix it',
  'policy.compare_preset': 'Compare with presets',
  'allowlist.add': 'How to allow something',
  'allowlist.expiry': 'When allows run out',
  'allowlist.endpoints': 'What to allow',
  'safelinks.rewrite': 'Rewritten links',
  'safelinks.block': 'Blocked links',
  'attachments.delay': 'Late attachments',
  'spoof.auth': 'SPF, DKIM, DMARC',
  'bulk.bcl': 'Bulk level and threshold',
  'zap.moved': 'Did ZAP move mail',
  'headers.explain': 'Explain headers',
  'message.trace': 'Trace a mail',
  'testcampaign.start': 'Send a test',
  'testcampaign.status': 'Did the test land',
  'testcampaign.report': 'Report of the last test',
  'licence.features': 'What our licence has',
  'security.tradeoff': 'How risky is it',
  'notifications.config': 'Alert settings',
  'alert.list': 'Open alerts',
  'ticket.open': 'Open a ticket',
  'ticket.status': 'Our tickets',
  permissions: 'Roles and permissions',
  'smalltalk/help': 'What can you do',
};

export function isUnsure(understanding: Understanding): boolean {
  return understanding.confidence < SURE_ENOUGH && understanding.intent !== 'out_of_scope';
}

/** Asks back with the nearest meanings to press, each with the entities that were heard. */
export function askBack(understanding: Understanding, question: string, alternatives: { intent: string }[]): Answer {
  const first = question.startsWith('alert.') ? 'alert.list' : understanding.intent;
  const intents = [...new Set([first, ...alternatives.map((one) => one.intent)])];
  const offered = intents.filter((intent) => titles[intent] !== undefined).slice(0, OFFERED);
  return messageAnswer({
    title: 'Did you mean…',
    paragraphs: ['I am not sure what you mean. Press the nearest, or say it in other words.'],
    buttons: [
      ...offered.map((intent) => ({ title: titles[intent] ?? intent, verb: intent, data: understanding.entities })),
      ...(offered.includes('smalltalk/help') ? [] : [{ title: 'What can you do', verb: 'smalltalk/help', data: {} }]),
    ],
  });
}
