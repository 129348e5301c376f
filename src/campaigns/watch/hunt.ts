import { linkHost } from '../../contactmonkey/tracker-url.ts';
import type { EmailEvent, EmailUrl, MessageTraceRow, UrlClick } from '../../defender/mail-events.ts';
import { type NotRead, reading } from '../../defender/reading.ts';
import {
  fromAttachment,
  fromClick,
  fromEmailEvent,
  fromLinks,
  fromPostDelivery,
  type Observation,
} from '../test-campaign/observe.ts';
import { beganAt, earlyMs, isDue, type PollSource, sendersOf } from './poll-source.ts';
import { isOnItsWay } from './tempo.ts';

export interface Hunted {
  observations: Observation[];
  gaps: NotRead[];
  /** `off`: the tenant has no hunting, or the app may not use it. */
  hunting: 'done' | 'off' | 'notAsked' | 'failed';
}

/** Asks hunting for the mail of all running campaigns, in five calls, when it is due. */
export async function hunt(source: PollSource, rows: readonly MessageTraceRow[]): Promise<Hunted> {
  const nothing: Hunted = { observations: [], gaps: [], hunting: 'notAsked' };
  const { tenant, running, state, tempo, now, signal } = source;
  const { sentMail } = tenant.hunting;
  const seen = running.filter(({ firstSeenAt }) => firstSeenAt !== null);
  const every = seen.some((campaign) => isOnItsWay(campaign, now)) ? tempo.huntingQuickMs : tempo.huntingSlowMs;
  if (sentMail === undefined || seen.length === 0 || !isDue(state.huntedAt, every, now)) return nothing;
  if (state.huntingOffUntil !== null && now.toISOString() < state.huntingOffUntil) return nothing;
  const subjects = [...new Set(seen.flatMap(({ subject }) => subject ?? []))];
  const senders = sendersOf(source, rows);
  const first = Math.min(...seen.map(beganAt)) - earlyMs;
  const mail = { senders, subjects, from: new Date(first).toISOString(), to: now.toISOString() };
  const polledAt = mail.to;
  const asked = await reading(async () => {
    const events = await sentMail.events(mail, signal);
    const [moves, clicks, files] = [
      await sentMail.postDelivery(mail, signal),
      await sentMail.clicks(mail, signal),
      await sentMail.attachments(mail, signal),
    ];
    const links = (await sentMail.links?.(mail, signal)) ?? [];
    return [
      ...events.map((event) => fromEmailEvent(event, polledAt)),
      ...moves.map(fromPostDelivery),
      ...clicks.map((click) => fromClick(clickOfRecipient(click, events))),
      ...files.map(fromAttachment),
      ...linksOfCopies(links, events),
    ];
  });
  if (asked.read) return { observations: asked.value, gaps: [], hunting: 'done' };
  const isOff = ['notLicensed', 'noPermission', 'notConfigured'].includes(asked.why.kind);
  return { observations: [], gaps: [asked.why], hunting: isOff ? 'off' : 'failed' };
}

/**
 * A press names the sign-in name, which may differ from the mail address: then it is that of the only recipient, or of the only one
 * whose name before the @ is the same.
 */
function clickOfRecipient(click: UrlClick, events: readonly EmailEvent[]): UrlClick {
  const id = click.networkMessageId.toLowerCase();
  const mail = events.filter((event) => event.networkMessageId.toLowerCase() === id);
  const people = [...new Set(mail.map(({ recipient }) => recipient.toLowerCase()))];
  const account = click.account.toLowerCase();
  if (people.includes(account)) return click;
  const alike = people.filter((address) => address.split('@')[0] === account.split('@')[0]);
  const [only] = people.length === 1 ? people : alike.length === 1 ? alike : [];
  return only === undefined ? click : { ...click, account: only };
}

/** Links are told of a message; each of its copies has them. */
function linksOfCopies(links: readonly EmailUrl[], events: readonly EmailEvent[]): Observation[] {
  const hosts = new Map<string, string[]>();
  for (const { networkMessageId, url, domain } of links) {
    const id = networkMessageId.toLowerCase();
    hosts.set(id, [...(hosts.get(id) ?? []), linkHost(url) ?? domain]);
  }
  return events.flatMap(({ networkMessageId, recipient }) => {
    const found = hosts.get(networkMessageId.toLowerCase());
    return found === undefined ? [] : [fromLinks(networkMessageId, recipient, found)];
  });
}
