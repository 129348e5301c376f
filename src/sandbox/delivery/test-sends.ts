import { campaignSenders } from '../company/campaign-senders.ts';
import type { CampaignSend } from '../company/campaigns.ts';
import { causes } from '../company/causes.ts';
import { sentMail } from '../company/mail-maker.ts';
import { policyInForce, policyKinds, textsOf } from '../filtering/policy-in-force.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { DirectoryPerson, TenantData } from '../tenant-data.ts';
import type { MailDelivery } from './mail-delivery.ts';

/** A test as ContactMonkey's "Send Test" takes it. What is left out is chosen here. */
export interface TestSend {
  /** The same id is sent once only. */
  id?: string | undefined;
  /** Without the test marker, which is put in front. */
  subject: string;
  /** Address of a campaign sender; the company's newsletter unless given. */
  sender?: string | null | undefined;
  /** Addresses; one person of each combination of policies unless given. */
  recipients?: string[] | undefined;
  /** Name of an attached file. */
  attachment?: string | undefined;
  text?: string | undefined;
  /** Bulk complaint level that it gets from outside. */
  bcl?: number | undefined;
  /** What Microsoft finds out about it after delivery. */
  laterFound?: 'phish' | null | undefined;
}

export interface SentTest {
  subject: string;
  sender: string;
  recipients: string[];
  /** ISO 8601 */
  sentAt: string;
}

export interface TestSends {
  /** Sends a test at `now`. Throws a sentence when nobody can get it; null when this id was sent before. */
  send(test: TestSend, now: number): SentTest | null;
}

/** Copies arrive within so many milliseconds. */
const spread = 3000;
const mostRecipients = 500;

/** Sends test campaigns of the tenant's own senders into its mail. */
export function testSends(data: TenantData, delivery: MailDelivery, random: SeededRandom): TestSends {
  const sent = new Set<string>();
  const usual: DirectoryPerson[] = [];
  const marker = typeof data.profile.testSubjectPrefix === 'string' ? data.profile.testSubjectPrefix : 'CM Test - ';
  return {
    send(test, now) {
      if (test.id !== undefined && sent.has(test.id)) return null;
      const people = recipientsOf(data, test.recipients ?? [], usual);
      if (people.length === 0) throw new Error('Nobody of the company is among the recipients.');
      const campaign = campaignOf(data, test, marker);
      people.forEach((person, place) => {
        const mail = sentMail(campaign, causes.delivered, person, { from: now, within: spread }, random);
        delivery.accept(
          { ...mail, clickedAt: null },
          { laterFound: test.laterFound ?? null, lateClick: place % 2 === 1 },
        );
      });
      if (test.id !== undefined) sent.add(test.id);
      return {
        subject: campaign.subject,
        sender: campaign.from,
        recipients: people.map(({ mail }) => mail),
        sentAt: new Date(now).toISOString(),
      };
    },
  };
}

function campaignOf(data: TenantData, test: TestSend, marker: string): CampaignSend {
  const subject = test.subject.startsWith(marker.trim()) ? test.subject : `${marker}${test.subject}`;
  return {
    ...senderOf(data, test.sender ?? null),
    subject,
    bcl: test.bcl ?? 7,
    leadsTo: 'news/test',
    text: test.text ?? 'This is how the newsletter will look. Press the link to see whether it works.',
    ...(test.attachment ? { attachment: test.attachment } : {}),
  };
}

type Sender = Pick<CampaignSend, 'from' | 'fromName' | 'route' | 'region' | 'ip'>;

function senderOf({ profile }: TenantData, wanted: string | null): Sender {
  const known = Object.values(campaignSenders);
  const listed = Array.isArray(profile.senders) ? (profile.senders as { address: string; path?: string }[]) : [];
  const isListed = (address: string) => listed.some((one) => one.address.toLowerCase() === address.toLowerCase());
  const address = (wanted ?? [campaignSenders.news.from, listed[0]?.address].find((one) => one && isListed(one)) ?? '')
    .trim()
    .toLowerCase();
  const builtIn = known.find(({ from }) => from === address);
  if (builtIn && isListed(address)) return builtIn;
  const own = listed.find((one) => one.address.toLowerCase() === address);
  if (own === undefined) throw new Error(`The sender profile names no campaign sender ${JSON.stringify(address)}.`);
  const region = textsOf(profile.regions)[0] === 'eu' ? 'eu' : 'us';
  const [ip] = textsOf(profile.sendingIps);
  return {
    from: own.address,
    fromName: 'Newsroom',
    route: own.path === 'own-mailbox' ? 'mailbox' : 'sendgrid',
    region,
    ...(ip === undefined ? {} : { ip }),
  };
}

/** People by address or by the address of their group; without any, the `usual` ones. */
function recipientsOf(data: TenantData, addresses: string[], usual: DirectoryPerson[]): DirectoryPerson[] {
  if (addresses.length === 0) return withSeeds(usual, data);
  const byId = new Map(data.people.map((person) => [person.id, person]));
  const wanted = new Set(addresses.map((address) => address.trim().toLowerCase()));
  const ids = data.groups.filter(({ mail }) => wanted.has(mail?.toLowerCase() ?? '')).flatMap(({ members }) => members);
  const named = data.people.filter(({ mail }) => wanted.has(mail.toLowerCase()));
  const all = [...named, ...ids.flatMap((id) => byId.get(id) ?? [])];
  return [...new Set(all)].slice(0, mostRecipients);
}

/** One of each combination of policies; who got the tests before goes on to get them, so that two tests can be compared. */
function withSeeds(usual: DirectoryPerson[], data: TenantData): DirectoryPerson[] {
  const policyOf = policyInForce(data);
  const combinationOf = ({ mail }: DirectoryPerson) =>
    policyKinds.map((kind) => String(policyOf(kind, mail)?.Name)).join('|');
  const met = new Set(usual.map(combinationOf));
  for (const person of data.people) {
    const combination = combinationOf(person);
    if (!met.has(combination)) usual.push(person);
    met.add(combination);
  }
  return usual;
}
