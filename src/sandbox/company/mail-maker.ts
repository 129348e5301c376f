import { rememberedGuid, type SeededRandom } from '../seeded-random.ts';
import type { DirectoryPerson } from '../tenant-data.ts';
import { sendingIps, trackers } from './campaign-senders.ts';
import type { Campaign, CampaignSend } from './campaigns.ts';
import { type Cause, causes } from './causes.ts';
import { domainOf, type Mail, type MailContent, type PastMail } from './mail.ts';
import { organization } from './organization.ts';
import { hostileTexts, type OtherMail } from './other-mail.ts';
import type { Cohort } from './people.ts';

const minute = 60_000;
const day = 86_400_000;

/** One message of a past campaign: sent to one person, within forty minutes of the campaign's start. */
export function campaignMail(
  campaign: Campaign,
  cause: Cause,
  cohort: Cohort,
  person: DirectoryPerson,
  now: number,
  random: SeededRandom,
): PastMail {
  const sent = { from: now - campaign.daysAgo * day, within: 40 * minute };
  const mail = sentMail(campaign, cause, person, sent, random);
  return { ...mail, cohort, priority: cohort === 'strict' && random.next() < 0.2 };
}

/** One message of a campaign to one person, received at some moment of `sent` (milliseconds). */
export function sentMail(
  campaign: CampaignSend,
  cause: Cause,
  person: DirectoryPerson,
  sent: { from: number; within: number },
  random: SeededRandom,
): Mail {
  const id = random.guid();
  const number = random.between(1, 99_999);
  const sendgrid = campaign.route === 'sendgrid';
  const { country, ip: usualIp } = sendingIps[campaign.region];
  const ip = campaign.ip ?? usualIp;
  const aligned = cause.authentication?.dmarc === 'pass';
  const bounce = `bounces+9284711-${id.slice(0, 4)}-${person.mail.replace('@', '=')}`;
  const fromDomain = domainOf(campaign.from);
  return {
    id,
    internetMessageId: sendgrid
      ? `<${id.slice(0, 22)}@geopod-ismtpd-${random.between(1, 9)}>`
      : `<${id.replaceAll('-', '').toUpperCase()}@SA1PR22MB0141.namprd22.prod.outlook.com>`,
    receivedAt: Math.floor(sent.from + random.next() * sent.within),
    fromName: campaign.fromName,
    from: campaign.from,
    mailFrom: sendgrid ? `${bounce}@${aligned ? `em7121.${fromDomain}` : 'sendgrid.net'}` : campaign.from,
    ip,
    ptr: sendgrid ? `o${ip.split('.')[3]}.outbound-mail.sendgrid.net` : '',
    country,
    language: campaign.region === 'eu' ? 'de' : 'en',
    route: campaign.route,
    recipients: [person.mail],
    subject: campaign.subject,
    size: random.between(48_000, 190_000),
    cause,
    bcl: sendgrid ? (campaign.bcl ?? 3) : 0,
    attachments: campaign.attachment ? [file(campaign.attachment, 210_334)] : [],
    content: () => campaignContent(campaign, person, id, number),
    reported: false,
    priority: false,
    releaseStatus: 'NOTRELEASED',
  };
}

function campaignContent(campaign: CampaignSend, person: DirectoryPerson, id: string, number: number): MailContent {
  const session = rememberedGuid(`${campaign.subject} ${campaign.from}`);
  const base = `${trackers[campaign.region]}?cm_session=${session}&cs=${id.slice(0, 8)}&i=${number}`;
  const destination = encodeURIComponent(`https://intranet.${organization.usDomain}/${campaign.leadsTo}`);
  return {
    urls: [`${base}&cm_type=link&cm_link=${rememberedGuid(campaign.leadsTo)}&cm_destination=${destination}`],
    text: [`Hello ${person.name},`, campaign.text],
    pixel: `${base}&cm_type=open`,
  };
}

/** One message of another sender, not older than its policy keeps it. Every ninth carries a hostile text. */
export function otherSendersMail(
  kind: OtherMail,
  cohort: Cohort,
  recipients: DirectoryPerson[],
  now: number,
  random: SeededRandom,
): PastMail {
  const id = random.guid();
  const [name, from] = random.pick(kind.senders);
  const [subject, hostileName, hostileFile] =
    random.next() < 0.11 ? random.pick(hostileTexts) : [random.pick(kind.subjects), name, null];
  const ip = `203.0.113.${random.between(100, 250)}`;
  // whoever forges the company's own domain sends from elsewhere
  const host = kind.cause === 'spoofOwnDomain' ? 'cheap-vps.example' : domainOf(from);
  const files = (kind.attachments ?? [])
    .slice(0, 1)
    .map((one) => file(hostileFile ?? one, random.between(2_000, 900_000)));
  return {
    id,
    internetMessageId: `<${id.slice(0, 13)}.${random.between(1000, 9999)}@mail.${domainOf(from)}>`,
    receivedAt: Math.floor(now - random.next() * (cohort === 'default' ? 14 : 29.5) * day),
    fromName: hostileName,
    from,
    mailFrom: kind.route === 'outside' ? `bounce@${host}` : from,
    ip,
    ptr: kind.route === 'outside' ? `mx${random.between(1, 4)}.${host}` : '',
    country: random.pick(['US', 'US', 'DE', 'BR', 'RU', 'NG', 'CN']),
    language: cohort === 'eu' ? 'de' : 'en',
    route: kind.route,
    recipients: kind.route === 'outbound' ? [`buyer@partnerprint.example`] : recipients.map((person) => person.mail),
    cohort,
    subject,
    size: random.between(4_000, 400_000),
    cause: causes[kind.cause],
    bcl: causes[kind.cause].header.bcl,
    attachments: files,
    content: () => ({
      urls: kind.link ? [kind.link] : [],
      text: ['Dear customer,', subject || 'Please see below.'],
      pixel: null,
    }),
    reported: random.next() < 0.03,
    priority: cohort === 'strict' && random.next() < 0.2,
    releaseStatus: causes[kind.cause].outcome === 'quarantine' ? random.pick(releaseStatuses) : 'NOTRELEASED',
  };
}

/** Most items lie untouched. */
const releaseStatuses = [
  ...Array<string>(40).fill('NOTRELEASED'),
  'REQUESTED',
  'REQUESTED',
  'RELEASED',
  'RELEASED',
  'DENIED',
  'APPROVED',
  'ERROR',
];

function file(name: string, size: number): Mail['attachments'][number] {
  return { name, size, sha256: (rememberedGuid(name) + rememberedGuid(`${name} more`)).replaceAll('-', '') };
}
