import { mailText } from '../../cards/escape.ts';
import { costSentence } from '../../cards/finding-words.ts';
import type { MessageLine } from '../../cards/message/index.ts';
import { policyWords } from '../../cards/words.ts';
import { chooseFixes } from '../../defender/fixes/choose.ts';
import type { GapContext } from '../../defender/gaps/context.ts';
import { blockedTracker } from '../../defender/gaps/entries.ts';
import { situationOf } from '../../defender/gaps/situation-of.ts';
import { flag, text } from '../../defender/policies/row.ts';
import type { QuestionDeps } from '../deps.ts';
import { many } from '../entities.ts';
import { askedCheck } from '../policies/asked-check.ts';
import { findingLines, findingsOf, missing, toFinding } from '../policies/finding-lines.ts';
import { contextOf, reachWords } from '../policies/in-effect.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';

const cmdlets = ['Get-SafeLinksPolicy', 'Get-TenantAllowBlockListItems', 'Get-ATPBuiltInProtectionRule'];

/** Why a click ends on the red page: an own block entry or a verdict on the link, and what lifts it. */
export const question: Question = {
  intent: 'safelinks.block',
  help: 'Why a click on a newsletter link is blocked, and what lifts it',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { recipient: _recipient, ...entities } = request.entities;
  const check = await askedCheck({ ...request, entities }, deps);
  const context = contextOf(check, request, deps);
  const blocks = blocking(context, many(request.entities, 'domain'), audienceOf(request) === 'personal');
  const findings = findingsOf(check, ['allow-block-list-blocks', 'allow-entry-expiry', 'safe-links']);
  const { fixes, never } = chooseFixes('clickBlock', situationOf(context.sender, context));
  const couldNot = missing(check, cmdlets);
  const listRead = context.snapshot.cmdlets.has('get-tenantallowblocklistitems');
  return messageAnswer({
    title: blocks.length > 0 ? 'A block entry of your own stops the link' : 'Blocked links',
    tone: blocks.length > 0 ? 'bad' : 'info',
    paragraphs: [
      blocks.length > 0
        ? 'The Tenant Allow/Block List holds entries that block these links at the click, and mail that carries them. A block wins over every allow: settle why it was made, then remove it.'
        : `${listRead ? 'No block entry of yours hits the tracking links, so' : 'If no block entry of yours hits the link,'} the red page comes from Microsoft’s verdict on the link or on where it leads. The tracker carries the destination in the link: a bad destination blocks the tracker’s link too.`,
      'In Threat Explorer > URL clicks (Plan 2), or hunting’s UrlClickEvents, the verdict and the whole chain of a click can be seen. Ask the reader for the address behind the link, and which page they saw.',
    ],
    sections: [
      { heading: 'Your block entries that hit', lines: blocks },
      {
        heading: 'What lifts it, least risk first',
        lines: fixes.map((fix, place) => ({
          label: `${place + 1}. ${fix.title}`,
          text: `${fix.overrides} Cost in security: ${costSentence(fix)}`,
        })),
      },
      { heading: 'Not this', lines: never.map((one) => ({ label: one.title, text: one.why, mark: 'bad' as const })) },
      { heading: `Here, for ${check.audience.words}`, lines: policyLines(context) },
      { heading: 'What I find', lines: findingLines(findings) },
    ],
    buttons: [
      ...toFinding(findings, check.carry),
      { title: 'How to allow a link', verb: 'allowlist.add', data: { value: context.sender.trackingHosts[0] ?? '' } },
    ],
    links: [{ title: 'Submit a link', url: 'https://security.microsoft.com/reportsubmission?viewid=url' }],
    sources: [
      readAt(check),
      'Microsoft Learn, safe-links-about, 2026-05-22',
      'Microsoft Learn, tenant-allow-block-list-urls-configure, 2026-07-03',
    ],
    couldNot,
  });
}

function blocking(context: GapContext, named: string[], people: boolean): MessageLine[] {
  const hosts = [...new Set([...named.map((domain) => domain.toLowerCase()), ...context.sender.trackingHosts])];
  return context
    .rows('Get-TenantAllowBlockListItems')
    .filter((row) => row.ListType === 'Url' && text(row, 'Action')?.toLowerCase() === 'block')
    .flatMap((row) => {
      const value = text(row, 'Value') ?? '';
      const host = blockedTracker(value, hosts);
      if (host === null) return [];
      const note = text(row, 'Notes');
      const by = people ? text(row, 'ModifiedBy') : null;
      return [
        {
          label: value,
          text: `blocks ${host}${note === null ? '' : `. Note: ${mailText(note, 120)}`}${by === null ? '' : ` (by ${mailText(by, 80)})`}`,
          mark: 'bad' as const,
        },
      ];
    });
}

function policyLines(context: GapContext): MessageLine[] {
  return context.inEffect('safeLinks').map((effect) => {
    const label = `${policyWords(effect.name)}, ${reachWords(effect)}`;
    if (effect.policy === null) return { label, text: 'its settings were not read', mark: 'unknown' };
    const through = flag(effect.policy.row, 'AllowClickThrough');
    const tracked = flag(effect.policy.row, 'TrackClicks');
    return {
      label,
      text: [
        through === null
          ? 'click-through not known'
          : through
            ? 'readers may go on past the warning'
            : 'readers cannot go on',
        tracked === false
          ? 'clicks are not recorded, so nobody can tell which link was blocked'
          : 'clicks are recorded',
      ].join('; '),
      mark: 'bullet',
    };
  });
}
