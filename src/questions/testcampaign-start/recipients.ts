import { proposeSeedList, type SeedList } from '../../campaigns/seed-list/propose-seed-list.ts';
import type { ExpectedRecipient } from '../../campaigns/test-campaign/recipient.ts';
import { listedAudience, tenantAudience } from '../../defender/precedence/audience.ts';
import type { Cohort } from '../../defender/precedence/cohort.ts';
import { createResolver, type Resolver } from '../../defender/precedence/resolver.ts';
import { type NotRead, reading } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import { askedAudience } from '../policies/asked-audience.ts';
import { policyRoom } from '../policies/policies-of.ts';
import type { QuestionRequest } from '../question.ts';
import type { PlanWish } from './plan-form.ts';

/** A list longer than this is no test any more. */
const mostSeeds = 50;
const mostPeople = 2_000;

export interface ProposedSeeds {
  list: SeedList | null;
  /** In words: what the list leaves out, or why there is none. */
  note: string;
}

/** The people who get campaigns, by the policies that reach them. */
export interface CampaignAudience {
  cohorts: Cohort[];
  resolver: Resolver;
  /** "the 412 members of all-staff@contoso.example" */
  words: string;
}

/** Groups those who get campaigns by their policies; a note says why that cannot be done. */
export async function campaignAudience(
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<CampaignAudience | { note: string }> {
  const { now, signal } = request;
  const check = await reading(() => policyRoom(deps).check({ now, ...(signal ? { signal } : {}) }));
  if (!check.read) return { note: `No seed list: ${check.why.sentence}` };
  const { snapshot, audience } = check.value;
  const resolver = createResolver(snapshot);
  const { cohorts } =
    audience.addresses === null ? tenantAudience(resolver, snapshot) : listedAudience(resolver, audience.addresses);
  return { cohorts, resolver, words: audience.words };
}

/** The smallest list of people that stands for the policies of everybody who gets the campaigns. */
export async function proposedSeeds(request: QuestionRequest, deps: QuestionDeps): Promise<ProposedSeeds> {
  const audience = await campaignAudience(request, deps);
  if ('note' in audience) return { list: null, note: audience.note };
  const list = proposeSeedList(audience.cohorts, { most: mostSeeds });
  if (list.seeds.length === 0)
    return { list: null, note: 'No seed list: nobody who gets campaigns is known by address.' };
  const parts = [
    `For ${audience.words}.`,
    list.leftOut > 0 ? `${list.leftOut} further combinations of policies are left out.` : '',
    list.uncovered.length > 0
      ? `Nobody stands for ${list.uncovered
          .map(({ domain }) => domain ?? 'others')
          .slice(0, 5)
          .join(', ')}.`
      : '',
  ];
  return { list, note: parts.filter((part) => part !== '').join(' ') };
}

/** The people of a plan; null means that they are not known and whoever gets it is counted. Rejects with `NotReadError`. */
export async function plannedRecipients(
  wish: PlanWish,
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<{ people: ExpectedRecipient[]; audience: string | null; notRead: NotRead[] }> {
  if (wish.recipients === 'open') return { people: [], audience: null, notRead: [] };
  if (wish.recipients === 'seeds') {
    const { list, note } = await proposedSeeds(request, deps);
    const people = list?.seeds.map(({ address, because }) => ({ address, because })) ?? [];
    return { people, audience: list === null ? null : `seed list of ${people.length}. ${note}`, notRead: [] };
  }
  const named = { ...request, entities: { audience: wish.people } };
  const { audience, notRead } = await askedAudience(named, deps);
  const addresses = audience?.addresses ?? [];
  if (addresses.length > mostPeople)
    return { people: [], audience: `${audience?.words ?? ''}, too many to expect each`, notRead };
  return {
    people: addresses.map((address) => ({ address, because: null })),
    audience: audience?.words ?? null,
    notRead,
  };
}
