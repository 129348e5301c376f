import { campaignSubject, isTestSubject } from '../../contactmonkey/campaign-key.ts';
import { type CampaignMailRecognition, recogniseCampaignMail } from '../../contactmonkey/recognise.ts';
import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';
import { type Campaign, isOf, looseness, type Mail } from '../test-campaign/campaign.ts';
import { isOver } from '../test-campaign/lifecycle.ts';
import type { Observation } from '../test-campaign/observe.ts';
import { vetted } from '../vetted.ts';
import { floodsIn, foundTooMany, gatheringOf, isContradicted, isGathering, isProven, startOf } from './doubt.ts';

/** To which campaign a copy was counted before. */
export interface KnownCopy {
  networkMessageId: string;
  recipient: string;
  campaignId: string;
}

export interface RoutingGround {
  /** Every campaign a copy may belong to, those that are over included. */
  campaigns: readonly Campaign[];
  copies: readonly KnownCopy[];
  profile: SenderProfile;
  /** Domains the organisation writes from, lower case; empty when they are not known. */
  domains: ReadonlySet<string>;
  newId: () => string;
  /** By campaign, those who were to get it and of whom nothing was seen; absent where no plan runs. */
  awaited?: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Routed {
  observations: { campaignId: string; observation: Observation }[];
  /** Campaigns that begin with these observations: found by themselves, or planned and seen for the first time. */
  begun: Campaign[];
}

/**
 * Finds the campaign of each observation. A copy stays where it was counted first; another recipient of the same message follows it;
 * otherwise sender, subject and time decide, and a second message to the same person is another send. Test mail of the
 * organisation's own that fits none opens a campaign. What belongs to none, or to one that is over, is left out, but for the release
 * of a copy that was held when its campaign closed.
 */
export function route(observations: readonly Observation[], ground: RoutingGround): Routed {
  const places = createPlaces(ground, floodsIn(observations, ground.profile));
  const withMail = observations.filter(({ mail }) => mail !== null).toSorted(byTime);
  const idOf = new Map<Observation, string>();
  for (const one of withMail) {
    const id = places.of(one) ?? places.fit(one) ?? places.open(one);
    if (id !== null) places.keep(one, id, idOf);
  }
  for (const one of observations) {
    const id = one.mail === null ? places.of(one) : null;
    if (id !== null) places.keep(one, id, idOf);
  }
  const states = new Map(ground.campaigns.map(({ id, state }) => [id, state]));
  const known = new Set(ground.copies.map(({ networkMessageId, recipient }) => `${networkMessageId} ${recipient}`));
  const routed = observations.flatMap((observation) => {
    const campaignId = idOf.get(observation);
    if (campaignId === undefined) return [];
    const state = states.get(campaignId) ?? 'planned';
    const isRelease = observation.evidence.held?.status === 'Released';
    const key = `${observation.networkMessageId} ${observation.recipient}`;
    const counts = !isOver(state) || (state === 'closed' && isRelease && known.has(key));
    return counts ? [{ campaignId, observation }] : [];
  });
  return { observations: routed, begun: places.begun() };
}

function createPlaces(ground: RoutingGround, isFlood: (mail: Mail) => boolean) {
  const { profile } = ground;
  const byCopy = new Map<string, string>();
  const byMessage = new Map<string, string>();
  const messagesTo = new Map<string, string>();
  const campaigns = [...ground.campaigns];
  const begun = new Set<string>();

  function note({ networkMessageId, recipient }: Omit<KnownCopy, 'campaignId'>, id: string): void {
    byCopy.set(`${networkMessageId} ${recipient}`, id);
    if (!byMessage.has(networkMessageId)) byMessage.set(networkMessageId, id);
    const key = `${id} ${recipient}`;
    if (!messagesTo.has(key)) messagesTo.set(key, networkMessageId);
  }
  for (const copy of ground.copies) note(copy, copy.campaignId);

  function of({ networkMessageId, recipient }: Observation): string | null {
    return byCopy.get(`${networkMessageId} ${recipient}`) ?? byMessage.get(networkMessageId) ?? null;
  }

  /** Of several that fit, the one whose subject fits best, and of those the one that began last. */
  function fit({ mail, networkMessageId, recipient }: Observation): string | null {
    if (mail === null) return null;
    const fitting = campaigns.filter((campaign) => {
      const other = messagesTo.get(`${campaign.id} ${recipient}`);
      const isAwaited = ground.awaited?.get(campaign.id)?.has(recipient) ?? false;
      if (other !== undefined && other !== networkMessageId) return false;
      return isOf(campaign, mail, profile, isAwaited) && (campaign.firstSeenAt !== null || mayBegin(campaign, mail));
    });
    const byFit = (a: Campaign, b: Campaign) => looseness(a, mail, profile) - looseness(b, mail, profile);
    const byStart = (a: Campaign, b: Campaign) => startOf(b).localeCompare(startOf(a)) || a.id.localeCompare(b.id);
    fitting.sort((a, b) => byFit(a, b) || byStart(a, b));
    const running = fitting.find(({ state }) => !isOver(state)) ?? fitting[0];
    return running?.id ?? null;
  }

  /** A plan that leaves the sender open means the organisation's campaign senders, not whoever writes its words into a subject. */
  function mayBegin({ sender }: Campaign, mail: Mail): boolean {
    if (isContradicted(mail, profile)) return false;
    return sender !== null || isOwnTest(mail, ground) || isRegistered(mail, profile);
  }

  function open({ mail }: Observation): string | null {
    if (mail === null || !isOwnTest(mail, ground)) return null;
    const isMany = isFlood(mail) || foundTooMany(mail, campaigns);
    const doubtful = isContradicted(mail, profile) || (isMany && !isProven(mail, profile));
    const known = doubtful ? campaigns.find((one) => isGathering(one, mail)) : undefined;
    if (known !== undefined) return known.id;
    const found = foundCampaign(mail, ground.newId(), profile);
    const campaign = doubtful ? gatheringOf(found) : found;
    campaigns.push(campaign);
    begun.add(campaign.id);
    return campaign.id;
  }

  /** A planned campaign learns from its first mail when it began, and whose it is. */
  function keep(one: Observation, id: string, idOf: Map<Observation, string>): void {
    idOf.set(one, id);
    note(one, id);
    const place = campaigns.findIndex((campaign) => campaign.id === id);
    const campaign = campaigns[place];
    if (one.mail === null || campaign === undefined || campaign.firstSeenAt !== null) return;
    campaigns[place] = seen(campaign, one.mail, profile);
    begun.add(id);
  }

  return { of, fit, open, keep, begun: () => campaigns.filter(({ id }) => begun.has(id)) };
}

/** A planned campaign with what its first mail shows of it. */
function seen(campaign: Campaign, mail: Mail, { testSubjectPrefix }: SenderProfile): Campaign {
  return {
    ...campaign,
    firstSeenAt: mail.receivedAt,
    sender: campaign.sender ?? mail.sender.toLowerCase(),
    subject: mail.subject,
    isTest: isTestSubject(mail.subject, testSubjectPrefix),
  };
}

function foundCampaign(mail: Mail, id: string, { testSubjectPrefix }: SenderProfile): Campaign {
  return {
    id,
    name: campaignSubject(mail.subject, testSubjectPrefix) === '' ? 'test without a subject' : mail.subject,
    sender: mail.sender.toLowerCase(),
    subject: mail.subject,
    isTest: true,
    foundBy: 'marker',
    plan: null,
    firstSeenAt: mail.receivedAt,
    createdAt: mail.receivedAt,
    state: 'planned',
    transitions: [{ to: 'planned', at: mail.receivedAt, because: 'found by its test marker' }],
    told: [],
  };
}

/** Anybody can write the marker into a subject: only the organisation's own mail opens a campaign. */
function isOwnTest(mail: Mail, { profile, domains }: RoutingGround): boolean {
  const recognition = recognitionOf(mail, profile);
  if (!recognition.isTest) return false;
  return isRegistered(mail, profile) || vetted(recognition, mail.sender, domains).is === 'yes';
}

/** Whether the profile names the sender, or the domain of the envelope sender. */
function isRegistered(mail: Mail, profile: SenderProfile): boolean {
  return recognitionOf(mail, profile).evidence.some((words) => /^(?:campaign sender|envelope domain)/.test(words));
}

function recognitionOf({ sender, subject }: Mail, profile: SenderProfile): CampaignMailRecognition {
  const mailFromDomain = sender.slice(sender.lastIndexOf('@') + 1);
  return recogniseCampaignMail({ senderAddress: sender, subject, mailFromDomain }, profile);
}

function byTime(one: Observation, other: Observation): number {
  return (
    (one.mail?.receivedAt ?? '').localeCompare(other.mail?.receivedAt ?? '') ||
    one.networkMessageId.localeCompare(other.networkMessageId) ||
    one.recipient.localeCompare(other.recipient)
  );
}
