import { coverageOf } from '../../campaigns/seed-list/coverage.ts';
import type { Seed } from '../../campaigns/seed-list/propose-seed-list.ts';
import { mailText } from '../../cards/escape.ts';
import { listedAudience } from '../../defender/precedence/audience.ts';
import type { QuestionDeps } from '../deps.ts';
import { many } from '../entities.ts';
import { askedAudience } from '../policies/asked-audience.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { type CampaignAudience, campaignAudience, proposedSeeds } from './recipients.ts';

const shown = 30;
const mostToCopy = 50;

/** Whether a sentence asks for the people of a test and not for the test itself. */
export function asksForSeeds(text: string): boolean {
  return seedWords.test(text) && !sentToSeeds.test(text);
}

const seedWords =
  /\b(?:propose|suggest|recommend|make|build|create|find|give|show|what|which|smallest|good|check|complete|cover)\b[^.?!]*\b(?:seed(?: |-)?list|seed group|seeds|test recipients|set of recipients)\b|^\W*seed list\W*(?:please|for [^.?!]*)?\W*$|\bwhom?\b[^.?!]*\b(?:test|seed)|\bwhich (?:people|mailboxes|recipients)\b[^.?!]*\b(?:test|cover)|\bcovers?\b[^.?!]*\b(?:polic(?:y|ies)|combinations?)\b|\bseed (?:list|group)\b[^.?!]*\b(?:complete|enough|cover|good)/i;

/** "Create a test with the seed list" wants the test. */
const sentToSeeds = /\b(?:with|to|using|via|through) (?:the |our |my |a )?seed/i;

/** The smallest list of people that stands for everybody's policies, or how far a list that was named does so. */
export async function seedListAnswer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const named = [...many(request.entities, 'recipient'), ...many(request.entities, 'audience')];
  if (named.some((name) => name.includes('@'))) return coverageAnswer(named, request, deps);
  const { list, note } = await proposedSeeds(request, deps);
  if (list === null) return noList(note);
  const people = list.seeds.length === 1 ? 'One person' : `${list.seeds.length} people`;
  return messageAnswer(
    {
      title: 'Seed list',
      tone: 'good',
      paragraphs: [
        `${people} stand for all ${list.combinations} combinations of policies among those who get campaigns. ${note}`,
        'Put them into a group and send the tests to it; ask again when policies or people change.',
      ],
      sections: [
        { heading: 'Who, and for whom they stand', lines: seedLines(list.seeds) },
        { heading: 'To copy', lines: [{ text: copied(list.seeds) }] },
      ],
      buttons: [{ title: 'Plan a test with them', verb: 'testcampaign.start', data: { recipients: 'seeds' } }],
      sources: ['the policies of the tenant'],
    },
    { audience: 'askerOnly' },
  );
}

async function coverageAnswer(named: string[], request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { audience: list, notRead } = await askedAudience({ ...request, entities: { audience: named } }, deps);
  const everybody = await campaignAudience(request, deps);
  if (list === null || 'note' in everybody) return noList('note' in everybody ? everybody.note : '');
  const listed = listedAudience(everybody.resolver, list.addresses);
  const { combinations, covered, missing, people, peopleCovered } = coverageOf(everybody.cohorts, listed.cohorts);
  const isWhole = covered === combinations;
  return messageAnswer(
    {
      title: isWhole ? 'The list covers every policy' : 'The list leaves policies out',
      tone: isWhole ? 'good' : 'warning',
      paragraphs: [
        `${capital(list.words)} ${list.addresses.length === 1 ? 'stands' : 'stand'} for ${covered} of ${combinations} combinations of policies, which ${peopleCovered.toLocaleString('en-US')} of ${people.toLocaleString('en-US')} people have (${everybody.words}).`,
      ],
      sections: [
        { heading: 'Add these', lines: seedLines(missing) },
        ...(missing.length > 0 ? [{ heading: 'To copy', lines: [{ text: copied(missing) }] }] : []),
      ],
      buttons: [
        {
          title: 'Plan a test with this list',
          verb: 'testcampaign.start',
          data: { recipients: 'named', people: named.join(', ').slice(0, 1_900) },
        },
      ],
      couldNot: notRead,
      sources: ['the policies of the tenant'],
    },
    { audience: 'askerOnly' },
  );
}

/** What a list that was named for a test leaves out, in a sentence; empty when it leaves out nothing, or nobody can tell. */
export function leftOutWords({ cohorts, resolver }: CampaignAudience, addresses: readonly string[]): string {
  const { combinations, covered, missing } = coverageOf(cohorts, listedAudience(resolver, addresses).cohorts);
  const [first] = missing;
  if (first === undefined) return '';
  const more = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
  return `They stand for ${covered} of ${combinations} combinations of policies; add ${mailText(first.address, 100)}${more} to cover the rest.`;
}

function seedLines(seeds: readonly Seed[]) {
  const left = seeds.length - shown;
  return [
    ...seeds.slice(0, shown).map(({ address, because }) => ({ label: address, text: because })),
    ...(left > 0 ? [{ text: `and ${left} more` }] : []),
  ];
}

function copied(seeds: readonly Seed[]): string {
  return seeds
    .slice(0, mostToCopy)
    .map(({ address }) => address)
    .join('; ');
}

function noList(note: string): Answer {
  return messageAnswer({
    title: 'No seed list',
    tone: 'unknown',
    paragraphs: [note === '' ? 'Nobody was named.' : note, 'Name the people or groups that the tests are to go to.'],
    buttons: [{ title: 'Plan a test', verb: 'testcampaign.start', data: { recipients: 'named' } }],
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
