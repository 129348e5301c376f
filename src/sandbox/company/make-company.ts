import { guidOf, type SeededRandom, seededRandom } from '../seeded-random.ts';
import type { DirectoryPerson, TenantData, TraceItem, WireRow } from '../tenant-data.ts';
import { type ActingPolicy, actingPolicies } from './acting-policies.ts';
import { allowBlockListRows } from './allow-block-list.ts';
import { antiPhishPolicies } from './anti-phish.ts';
import { antiSpamPolicies } from './anti-spam.ts';
import { attachmentAndLinkPolicies } from './attachments-and-links.ts';
import { senderProfile } from './campaign-senders.ts';
import { campaigns } from './campaigns.ts';
import { causes } from './causes.ts';
import { dnsFacts } from './dns.ts';
import { huntingTables } from './hunting-views.ts';
import type { Mail, PastMail } from './mail.ts';
import { mailFlowRows } from './mail-flow.ts';
import { campaignMail, otherSendersMail } from './mail-maker.ts';
import { quarantineItem, traceItems } from './mail-views.ts';
import { organization } from './organization.ts';
import { everydayMail, otherMail } from './other-mail.ts';
import { otherRows } from './other-settings.ts';
import { makeWorkforce, type Workforce } from './people.ts';
import { quarantinePolicyRows } from './quarantine-policies.ts';
import { policyRules } from './rules.ts';
import { transportRuleRows } from './transport-rules.ts';

const day = 86_400_000;

export interface CompanyOptions {
  /** Milliseconds; the newest mail is some hours older. */
  now: number;
  seed?: number;
  /** Items in quarantine: 3,000 unless given. */
  quarantineSize?: number;
}

/** Alder & Finch with its policies, people and a month of mail. The same options give the same company. */
export function makeCompany({ now, seed = 7, quarantineSize = 3000 }: CompanyOptions): TenantData {
  const workforce = makeWorkforce(seed);
  const cmdlets = configuration(now, workforce);
  const acting = actingPolicies(cmdlets);
  const policyOf = (mail: PastMail) => acting(mail.cause, mail.cohort);
  const mails = makeMail(workforce, quarantineSize, now, seededRandom(seed));
  const held = mails.filter(isHeld);
  let trace: TraceItem[] | undefined;
  return {
    tenantId: organization.tenantId,
    initialDomain: organization.initialDomain,
    displayName: organization.displayName,
    licence: 'P2',
    cmdlets,
    quarantine: held.map((mail) => quarantineItem(mail, policyOf(mail))),
    get trace() {
      trace ??= traceOf(mails, policyOf);
      return trace;
    },
    tables: huntingTables(mails, policyOf),
    alerts: alertRows(mails.filter((mail) => mail.cause.outcome === 'zapped')),
    people: workforce.people,
    groups: workforce.groups,
    users: workforce.users,
    profile: senderProfile,
    dns: { ...dnsFacts },
  };
}

function configuration(now: number, { people, groups }: Workforce): Record<string, WireRow[]> {
  const changed = now - 18 * day;
  return {
    'Get-HostedContentFilterPolicy': antiSpamPolicies(changed),
    'Get-AntiPhishPolicy': antiPhishPolicies(changed),
    ...attachmentAndLinkPolicies(changed),
    ...policyRules(changed),
    'Get-QuarantinePolicy': quarantinePolicyRows(changed),
    ...allowBlockListRows(now),
    'Get-TransportRule': transportRuleRows(changed),
    ...mailFlowRows(changed),
    ...otherRows(changed, people, groups),
  };
}

/** Every message that went through transport, newest first; made at the first question, for there may be very many. */
function traceOf(mails: PastMail[], policyOf: (mail: PastMail) => ActingPolicy): TraceItem[] {
  return mails
    .filter((mail) => mail.cause.key !== 'sharedFile')
    .flatMap((mail) => traceItems(mail, policyOf(mail)))
    .sort((one, other) => other.receivedAt - one.receivedAt || (one.recipient < other.recipient ? -1 : 1));
}

function isHeld(mail: Mail): boolean {
  return mail.cause.outcome !== 'delivered' && mail.cause.outcome !== 'junk';
}

function makeMail({ byCohort }: Workforce, size: number, now: number, random: SeededRandom): PastMail[] {
  const scale = size / 3000;
  const mails: PastMail[] = [];
  for (const campaign of campaigns) {
    for (const [cohort, key, messages] of campaign.fates) {
      const people = byCohort[cohort];
      const first = random.between(0, people.length - 1);
      const count = campaign.subject.startsWith('CM Test') ? messages : Math.max(1, Math.round(messages * scale));
      for (let index = 0; index < count; index++) {
        const person = people[(first + index) % people.length] as DirectoryPerson;
        mails.push(campaignMail(campaign, causes[key], cohort, person, now, random));
      }
    }
  }
  const lottery = otherMail.flatMap((kind) => Array<typeof kind>(kind.weight).fill(kind));
  for (let held = mails.filter(isHeld).length; held < size; held++) {
    // the first of each kind for sure, then by weight
    const kind = otherMail[held - (size - otherMail.length)] ?? random.pick(lottery);
    const cohort = random.pick(kind.cohorts);
    const many = random.next() < 0.08 ? random.between(2, 6) : 1;
    const recipients = Array.from({ length: many }, () => random.pick(byCohort[cohort]));
    mails.push(otherSendersMail(kind, cohort, [...new Set(recipients)], now, random));
  }
  for (let index = 0; index < size / 4; index++) {
    const kind = random.pick(everydayMail);
    const cohort = random.pick(kind.cohorts);
    mails.push(otherSendersMail(kind, cohort, [random.pick(byCohort[cohort])], now, random));
  }
  return mails.sort((one, other) => other.receivedAt - one.receivedAt);
}

/** One alert a day on which mail was taken out of mailboxes. */
function alertRows(zapped: Mail[]): WireRow[] {
  const days = new Map(zapped.map((mail) => [Math.floor(mail.receivedAt / day), mail]));
  return [...days.values()].map((mail) => {
    const provider = guidOf(`alert ${mail.id}`);
    const time = new Date(mail.receivedAt + 2 * 3_600_000).toISOString();
    return {
      id: `fa${provider}`,
      providerAlertId: provider,
      incidentId: '4402',
      status: 'new',
      severity: 'informational',
      classification: null,
      determination: null,
      serviceSource: 'microsoftDefenderForOffice365',
      detectionSource: 'microsoftDefenderForOffice365',
      productName: 'Microsoft Defender for Office 365',
      tenantId: organization.tenantId,
      title: 'Email messages containing malicious URL removed after delivery',
      category: 'InitialAccess',
      createdDateTime: time,
      lastUpdateDateTime: time,
      firstActivityDateTime: time,
      lastActivityDateTime: time,
      evidence: zapped
        .filter((one) => Math.floor(one.receivedAt / day) === Math.floor(mail.receivedAt / day))
        .slice(0, 20)
        .map((one) => ({
          '@odata.type': '#microsoft.graph.security.analyzedMessageEvidence',
          createdDateTime: time,
          verdict: 'unknown',
          networkMessageId: one.id,
          internetMessageId: one.internetMessageId,
          subject: one.subject,
          recipientEmailAddress: one.recipients[0],
          deliveryAction: '',
          threats: [],
          p1Sender: { emailAddress: '', displayName: '', domainName: '' },
        })),
    };
  });
}
