import { withoutAddresses } from '../../cards/escape.ts';
import { formatDate } from '../../cards/format.ts';
import type { MessageLine } from '../../cards/message/index.ts';
import { command } from '../../defender/fixes/powershell.ts';
import type { QuestionDeps } from '../deps.ts';
import { many } from '../entities.ts';
import { askedCheck } from '../policies/asked-check.ts';
import { findingLines, findingsOf, missing, toFinding } from '../policies/finding-lines.ts';
import { contextOf } from '../policies/in-effect.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { type AllowEntry, allowEntries } from './allow-entries.ts';
import { examples } from './examples.ts';

const lists = ['Get-TenantAllowBlockListItems', 'Get-TenantAllowBlockListSpoofItems'];
const dayMs = 86_400_000;
const soonDays = 31;

/** The tenant's allow entries that touch the campaigns: when they run out and how to renew them. */
export const question: Question = {
  intent: 'allowlist.expiry',
  help: 'When allow entries for the campaigns run out, and how to renew them',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { recipient: _recipient, ...entities } = request.entities;
  const check = await askedCheck({ ...request, entities }, deps);
  const context = contextOf(check, request, deps);
  const named = [
    ...many(request.entities, 'domain'),
    ...many(request.entities, 'sender'),
    ...many(request.entities, 'ip'),
  ];
  const all = allowEntries(context);
  const entries =
    named.length === 0
      ? all
      : all.filter((entry) => named.some((name) => entry.value.toLowerCase().includes(name.toLowerCase())));
  const couldNot = missing(check, lists);
  const findings = findingsOf(check, ['allow-entry-expiry']);
  const ending = entries.filter(({ endsAt }) => endsAt !== null);
  const renewable = ending.filter(
    ({ listType, endsAt }) => listType !== 'Spoof' && endsAt !== null && endsAt > context.now,
  );
  const next = ending.find(({ endsAt }) => endsAt !== null && endsAt > context.now);
  return messageAnswer(
    {
      title: title(entries, next, couldNot.length > 0, request),
      tone: couldNot.length > 0 ? 'unknown' : findings.some(({ status }) => status === 'gap') ? 'warning' : 'info',
      paragraphs: [
        entries.length === 0
          ? `I find no allow entry ${named.length > 0 ? `for ${named.join(', ')}` : 'that touches the campaigns'} in the Tenant Allow/Block List.`
          : 'An allow entry for a sender, a link or a file ends 45 days after its last use, or on its own date; spoof pairs and lists of policies do not end. A campaign that comes less often loses its entry in between.',
        ...(/\bremind|\bnotif|\bwarn|\btell me|\balert/i.test(request.text)
          ? [
              'I set no reminder of my own for one entry: an entry that runs out within 31 days is a finding of the policy check, and so stands in the digest of a channel that subscribes to it.',
            ]
          : []),
      ],
      sections: [
        {
          heading: 'Entries that touch the campaigns',
          lines: entries.map((entry) => lineOf(entry, context.now, request)),
        },
        { heading: 'What I find', lines: findingLines(findings) },
        {
          heading: 'To renew (PowerShell, before the campaign)',
          lines: renewable.slice(0, 5).map(({ listType, value }) => ({
            text: command('Set-TenantAllowBlockListItems', {
              ListType: listType,
              Entries: [value],
              Allow: true,
              RemoveAfter: 45,
            }),
          })),
        },
      ],
      buttons: [
        ...toFinding(findings, check.carry),
        { title: 'How to allow something', verb: 'allowlist.add', data: {} },
      ],
      links: [{ title: 'Open the list', url: 'https://security.microsoft.com/tenantAllowBlockList' }],
      sources: [readAt(check), 'Microsoft Learn, tenant-allow-block-list-about, 2026-07-03'],
      couldNot,
    },
    couldNot.length === lists.length ? { unanswered: true } : {},
  );
}

function title(
  entries: AllowEntry[],
  next: AllowEntry | undefined,
  unsure: boolean,
  { asker }: QuestionRequest,
): string {
  if (entries.length === 0) return unsure ? 'Could not look at all entries' : 'No allow entry';
  if (next?.endsAt == null) return 'No entry runs out';
  return `The next entry runs out on ${formatDate(new Date(next.endsAt).toISOString(), asker)}`;
}

function lineOf(
  { value, where, endsAt, rolling, note }: AllowEntry,
  now: number,
  { asker, place }: QuestionRequest,
): MessageLine {
  const label = `${where} ${value}`;
  const noted = note === null ? '' : ` Note: ${audienceOf({ place }) === 'personal' ? note : withoutAddresses(note)}`;
  if (endsAt === null) return { label, text: `does not run out.${noted}`, mark: 'info' };
  const day = formatDate(new Date(endsAt).toISOString(), asker);
  if (endsAt <= now) return { label, text: `ran out on ${day}.${noted}`, mark: 'bad' };
  const days = Math.ceil((endsAt - now) / dayMs);
  const moves = rolling ? ', later if mail uses it before' : '';
  return {
    label,
    text: `runs out on ${day} (in ${days} ${days === 1 ? 'day' : 'days'})${moves}.${noted}`,
    mark: days <= soonDays ? 'warning' : 'good',
  };
}
