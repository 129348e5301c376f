import { regionFacts } from '../../contactmonkey/regions.ts';
import type { Campaign } from '../test-campaign/campaign.ts';
import { closesAt } from '../test-campaign/lifecycle.ts';
import { hasTrouble, type RecipientLine } from './recipient-line.ts';

/** A step of the testing section of ContactMonkey's guide for Exchange administrators. */
export interface GuideStep {
  id: 'tracking' | 'arrival' | 'links' | 'quarantine';
  title: string;
  result: 'passed' | 'failed' | 'open' | 'unknown';
  /** The evidence, in a sentence. */
  because: string;
}

type Judged = Omit<GuideStep, 'id' | 'title'>;

/**
 * How a test fares in the four steps: all tracking on, arrives, links work, quarantine watched. `trackingHosts` are the
 * profile's; `isSoFar` where more recipients may come. */
export function guideSteps(
  campaign: Campaign,
  recipients: readonly RecipientLine[],
  trackingHosts: readonly string[],
  isSoFar = false,
): GuideStep[] {
  return [
    { id: 'tracking', title: 'Sent with all tracking on', ...tracking(campaign, recipients, trackingHosts) },
    { id: 'arrival', title: 'Arrives in the inbox without quarantine', ...arrival(recipients, isSoFar) },
    { id: 'links', title: 'Tracking links work', ...links(recipients) },
    { id: 'quarantine', title: 'Nothing held or moved while quarantine is watched', ...watched(campaign, recipients) },
  ];
}

function tracking({ plan }: Campaign, recipients: readonly RecipientLine[], trackingHosts: readonly string[]): Judged {
  const hosts = new Set(recipients.flatMap(({ linkHosts }) => linkHosts ?? []).map(withoutWww));
  const missingFiles = recipients.filter(({ attachments }) => attachments === 'missing').length;
  if (missingFiles > 0) {
    const files = (plan?.attachments ?? []).join(', ');
    return { result: 'failed', because: `${copies(missingFiles)} came without all of the planned files (${files}).` };
  }
  if (hosts.size === 0)
    return {
      result: 'unknown',
      because: 'Nothing shows the links in the mail: that takes advanced hunting, or a copy in quarantine.',
    };
  const ours = trackingHosts.map((host) => host.toLowerCase());
  const seen = ours.filter((host) => hosts.has(host));
  const planned = plan?.regions ?? [];
  const isThere = planned.some((region) => hosts.has(regionFacts[region].trackingHost));
  const custom = seen.some((host) => !Object.values(regionFacts).some(({ trackingHost }) => trackingHost === host));
  // A mail goes through the tracker of its sender's region: of several that were planned, one is enough.
  if (planned.length > 0 && !isThere && !custom) {
    const names = planned.map((region) => `${regionFacts[region].name} (${regionFacts[region].trackingHost})`);
    return { result: 'failed', because: `No link goes through the tracker of ${names.join(' or ')}.` };
  }
  if (seen.length === 0)
    return {
      result: 'failed',
      because: `No link goes through a tracker; the mail links to ${[...hosts].slice(0, 3).join(', ')}.`,
    };
  return {
    result: 'passed',
    because: `Links go through ${seen.join(', ')}. Whether opens are counted cannot be seen from the tenant.`,
  };
}

function arrival(recipients: readonly RecipientLine[], isSoFar: boolean): Judged {
  const all = recipients.length;
  const good = recipients.filter(({ kind }) => kind === 'delivered').length;
  const open = recipients.filter(({ kind }) => kind === 'pending' || kind === 'notSeen').length;
  if (all === 0) return { result: 'open', because: 'Nothing was seen yet.' };
  const because = `${good} of ${all} got it${open > 0 ? `, ${open} are open` : ''}.`;
  if (good + open < all) return { result: 'failed', because };
  if (isSoFar) return { result: 'open', because: `${because} More may come.` };
  return { result: open > 0 ? 'open' : 'passed', because };
}

function links(recipients: readonly RecipientLine[]): Judged {
  const blocked = recipients.filter((one) => one.links === 'blocked');
  if (blocked.length > 0) {
    const hosts = [...new Set(blocked.map(({ blockedHost }) => blockedHost ?? 'an unknown address'))];
    return {
      result: 'failed',
      because: `A press was blocked for ${blocked.length} of ${recipients.length}, on ${hosts.slice(0, 3).join(', ')}.`,
    };
  }
  const pressed = recipients.reduce((sum, line) => sum + line.pressed, 0);
  if (pressed > 0)
    return {
      result: 'passed',
      because: `${pressed === 1 ? 'One press was' : `${pressed} presses were`} seen and none was blocked.`,
    };
  const because =
    'No press was seen. Press a link in the mail; it shows only where Safe Links checks it and advanced hunting is to be had.';
  return { result: 'unknown', because };
}

function watched({ state, firstSeenAt }: Campaign, recipients: readonly RecipientLine[]): Judged {
  const moved = recipients.filter(({ kind }) => kind === 'zapped').length;
  const held = recipients.filter(({ kind }) => kind === 'quarantined').length;
  if (moved > 0) return { result: 'failed', because: `Moved after delivery: ${copies(moved)}.` };
  if (held > 0 && recipients.some(hasTrouble)) return { result: 'failed', because: `Held: ${copies(held)}.` };
  const end = closesAt({ firstSeenAt });
  if (state === 'closed') return { result: 'passed', because: 'Nothing was moved in the 48 hours in which ZAP works.' };
  if (state === 'cancelled') return { result: 'unknown', because: 'The watch was cancelled.' };
  const until = end === null ? 'until two days after it is sent' : `until ${end.slice(0, 16).replace('T', ' ')} UTC`;
  return { result: 'open', because: `Nothing was moved so far; I watch ${until}.` };
}

function copies(count: number): string {
  return `${count} ${count === 1 ? 'copy' : 'copies'}`;
}

function withoutWww(host: string): string {
  return host.replace(/^www\./, '');
}
