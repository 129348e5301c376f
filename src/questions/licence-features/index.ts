import type { MessageLine } from '../../cards/message/index.ts';
import type { Plan } from '../../defender/licence/licence.ts';
import { reading } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import { many } from '../entities.ts';
import { askedCheck } from '../policies/asked-check.ts';
import { contextOf } from '../policies/in-effect.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';
import { features, type Level, planOf } from './features.ts';

const names: Record<Plan, string> = {
  EOP: 'no Defender for Office 365 (the protection every cloud mailbox has)',
  P1: 'Defender for Office 365 Plan 1 or 2',
  P2: 'Defender for Office 365 Plan 2',
  unknown: 'not known',
};
const nobody = '00000000-0000-0000-0000-000000000000';

/** What the tenant's licence has, as far as it shows, and which answers need which plan. */
export const question: Question = {
  intent: 'licence.features',
  help: 'What our licence has, and which checks need which plan',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const check = await askedCheck(request, deps);
  const context = contextOf(check, request, deps);
  const hunting = await reading(() => deps.tenant.hunting.emailEvents([nobody], request.signal));
  const open = context.licence.plan === 'P1' || context.licence.plan === 'unknown';
  const plan: Plan = open && hunting.read ? 'P2' : context.licence.plan;
  const because =
    plan === context.licence.plan
      ? context.licence.because
      : 'Advanced hunting over mail answers, which comes with Plan 2.';
  const named = many(request.entities, 'licence').map((words) => ({ words, plan: planOf(words) }));
  const notLicensed = check.findings.filter(({ status }) => status === 'notLicensed').length;
  const has = levelOf(plan);
  return messageAnswer({
    title: 'What the licence has',
    paragraphs: [
      `This tenant: ${names[plan]}. ${because} I go by what the tenant answers, not by its invoice.`,
      ...named.map(({ words, plan: meant }) =>
        meant === null ? `I do not know which plan “${words}” holds.` : `${words}: ${meant.says}`,
      ),
      ...(notLicensed > 0
        ? [
            `${notLicensed} checks are marked “not licensed”: what they look at does not exist here, so it neither stops nor opens anything.`,
          ]
        : []),
    ],
    sections: [
      { heading: 'Works with every licence', lines: lines('EOP', has) },
      { heading: 'Needs Plan 1 (Safe Links, Safe Attachments)', lines: lines('P1', has) },
      { heading: 'Needs Plan 2', lines: lines('P2', has) },
    ],
    buttons: [{ title: 'Check our policies', verb: 'policy.gaps', data: { ...check.carry } }],
    sources: [readAt(check), 'Microsoft Learn, mdo-about and service descriptions, 2026-07-31'],
    couldNot:
      hunting.read || hunting.why.kind === 'notLicensed'
        ? plan === 'unknown'
          ? check.couldNot
          : []
        : [{ ...hunting.why, what: 'advanced hunting' }],
  });
}

/** How far the tenant's plan goes; null when not known. */
function levelOf(plan: Plan): Level | null {
  return plan === 'unknown' ? null : plan;
}

const order: readonly Level[] = ['EOP', 'P1', 'P2'];

function lines(needs: Level, has: Level | null): MessageLine[] {
  return features
    .filter((feature) => feature.needs === needs)
    .map(({ name, without }) => {
      const fine = needs === 'EOP' || (has !== null && order.indexOf(has) >= order.indexOf(needs));
      const mark = fine ? 'good' : has === null ? 'unknown' : 'info';
      return {
        label: name,
        text:
          fine || without === null
            ? fine
              ? 'here'
              : has === null
                ? 'not known'
                : 'not here'
            : `${has === null ? 'not known' : 'not here'}: ${without}`,
        mark,
      };
    });
}
