import { campaignSubject, isTestSubject } from '../../contactmonkey/campaign-key.ts';
import { recogniseCampaignMail } from '../../contactmonkey/recognise.ts';
import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';
import type { Campaign, Mail } from '../test-campaign/campaign.ts';
import { isOver } from '../test-campaign/lifecycle.ts';
import type { Observation } from '../test-campaign/observe.ts';

/** More tests than this begin in no hour by themselves: what comes beyond is gathered in one. */
const mostFoundAnHour = 40;
/** From one address so many different subjects an hour are no tests of people: all of them are gathered, those of others are not. */
const mostOfOneAddress = 10;
const hourMs = 3_600_000;
const gatheringMs = 24 * hourMs;
/** No mail is looked for by this subject: what belongs to it is put there. */
const gathering = 'Mail that claims to be a test';

/** Where the profile says from which addresses a sender's mail comes, mail from another address is not that sender's. */
export function isContradicted({ sender, fromIp }: Mail, profile: SenderProfile): boolean {
  if (fromIp === undefined || fromIp === null || fromIp === '' || profile.sendingIps.length === 0) return false;
  const known = profile.senders.find(({ address }) => address.toLowerCase() === sender.trim().toLowerCase());
  return known?.path === 'email-delivery' && !isProven({ sender, fromIp }, profile);
}

/** Whether it came from an address that the profile names as the organisation's own for campaigns. */
export function isProven({ sender, fromIp = null }: Pick<Mail, 'sender' | 'fromIp'>, profile: SenderProfile): boolean {
  return recogniseCampaignMail({ senderAddress: sender, sendingIp: fromIp }, profile).standing === 'proven';
}

/** Tells mail of an address from which too many different tests came in the hour before and after it. */
export function floodsIn(
  observations: readonly Observation[],
  { testSubjectPrefix }: SenderProfile,
): (mail: Mail) => boolean {
  const byAddress = new Map<string, Map<string, number[]>>();
  for (const { mail } of observations) {
    if (!mail?.fromIp || !isTestSubject(mail.subject, testSubjectPrefix)) continue;
    const subjects = byAddress.get(mail.fromIp) ?? new Map<string, number[]>();
    const subject = campaignSubject(mail.subject, testSubjectPrefix);
    subjects.set(subject, [...(subjects.get(subject) ?? []).slice(-20), Date.parse(mail.receivedAt)]);
    byAddress.set(mail.fromIp, subjects);
  }
  return ({ fromIp, receivedAt }) => {
    const time = Date.parse(receivedAt);
    const subjects = [...(byAddress.get(fromIp ?? '')?.values() ?? [])];
    const near = subjects.filter((times) => times.some((one) => Math.abs(one - time) < hourMs));
    return near.length > mostOfOneAddress;
  };
}

/** Whether so many campaigns were found by themselves in the hour before and after a mail that no more are to begin. */
export function foundTooMany({ receivedAt }: Mail, campaigns: readonly Campaign[]): boolean {
  const time = Date.parse(receivedAt);
  const found = campaigns.filter(({ foundBy }) => foundBy === 'marker');
  return found.filter((one) => Math.abs(Date.parse(startOf(one)) - time) < hourMs).length >= mostFoundAnHour;
}

/** Whether a campaign is the one in which doubtful mail of that day is gathered. */
export function isGathering(campaign: Campaign, { receivedAt }: Mail): boolean {
  const apart = Math.abs(Date.parse(startOf(campaign)) - Date.parse(receivedAt));
  return campaign.subject === gathering && campaign.sender === null && !isOver(campaign.state) && apart < gatheringMs;
}

/** The campaign in which doubtful mail is gathered, made of the one that a mail would have begun. */
export function gatheringOf(campaign: Campaign): Campaign {
  const because = 'mail with the test marker from another address than its sender uses, or more of it than people send';
  const transitions = campaign.transitions.map((one) => ({ ...one, because }));
  return { ...campaign, name: gathering, subject: gathering, sender: null, transitions };
}

/** When it was first seen, or is to be. */
export function startOf(campaign: Campaign): string {
  return campaign.firstSeenAt ?? campaign.plan?.plannedFor ?? campaign.createdAt;
}
