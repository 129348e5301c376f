import type { ActingPolicy } from '../company/acting-policies.ts';
import { type Authentication, authentications, type Cause, causes } from '../company/causes.ts';
import { domainOf, type Mail } from '../company/mail.ts';
import type { TenantData, WireRow } from '../tenant-data.ts';
import { isSender, listVerdict } from './lists.ts';
import { inRange, mailFlowRules } from './mail-flow-rules.ts';
import { type PolicyInForce, textsOf } from './policy-in-force.ts';

/** What becomes of one copy, and the policy that did it. */
export interface Fate {
  cause: Cause;
  policy: ActingPolicy;
}

export interface FilterGround {
  data: TenantData;
  policyOf: PolicyInForce;
  now: number;
}

const outcomes: Record<string, Cause['outcome']> = {
  Quarantine: 'quarantine',
  MoveToJmf: 'junk',
  Delete: 'deleted',
  Reject: 'rejected',
};

/**
 * Decides by the tenant's present configuration what becomes of a message to its first recipient. The order is that of Microsoft Learn,
 * how-policies-and-protections-are-combined (2025-09-12): files, mail flow rules, blocks, spoofing, impersonation, spam, bulk.
 */
export function filterMail(mail: Mail, ground: FilterGround): Fate {
  const authentication = authenticationOf(mail, ground.data);
  const { cause, policy } = verdict(mail, ground, authentication);
  return { cause: { ...cause, authentication }, policy };
}

function verdict(mail: Mail, ground: FilterGround, authentication: Authentication | null): Fate {
  const { data, policyOf, now } = ground;
  const recipient = mail.recipients[0] ?? '';
  const antiSpam = policyOf('antiSpam', recipient);
  const retention = Number(antiSpam?.QuarantineRetentionPeriod ?? 30);
  const by = (key: keyof typeof causes, row: WireRow | null, action: unknown, tag: string | null = null): Fate => ({
    cause: { ...causes[key], outcome: outcomes[String(action)] ?? 'delivered' },
    policy: acting(row, tag ?? causes[key].tag, retention),
  });
  const through = (): Fate => ({
    cause: mail.route === 'mailbox' ? causes.deliveredInside : mail.bcl > 0 ? causes.deliveredBulk : causes.delivered,
    policy: acting(null, null, retention),
  });

  const antiMalware = policyOf('antiMalware', recipient);
  if (antiMalware?.EnableFileFilter === true && hasType(mail, textsOf(antiMalware.FileTypes)))
    return by('fileType', antiMalware, antiMalware.FileTypeAction);
  const rules = mailFlowRules(data.cmdlets['Get-TransportRule'] ?? [], mail);
  const ruleActions = { quarantine: 'Quarantine', delete: 'Delete', reject: 'Reject' };
  if (rules.action !== null) return by('heldByRule', rules.rule, ruleActions[rules.action]);
  const list = listVerdict(data, mail, now);
  if (list.url === 'Block') return by('blockedUrl', antiSpam, 'Quarantine');
  if (mail.route === 'mailbox') return through();
  if (list.sender === 'Block') return by('blockedSender', antiSpam, 'Quarantine');
  if (isSkipped(mail, data, rules.scl) || isAllowed(mail, antiSpam, 'Allowed')) return through();
  if (isAllowed(mail, antiSpam, 'Blocked')) return by('blockedDomain', antiSpam, antiSpam?.HighConfidenceSpamAction);

  const antiPhish = policyOf('antiPhish', recipient);
  if (antiPhish !== null && list.spoof !== 'Allow' && isSpoof(mail, data, authentication)) {
    const { EnableSpoofIntelligence, HonorDmarcPolicy, DmarcQuarantineAction, AuthenticationFailAction } = antiPhish;
    if (HonorDmarcPolicy === true && authentication?.action === 'quarantine')
      return by('spoofDmarc', antiPhish, DmarcQuarantineAction);
    if (EnableSpoofIntelligence === true) return by('spoofOwnDomain', antiPhish, AuthenticationFailAction);
  }
  if (antiPhish?.EnableTargetedUserProtection === true && impersonates(mail, antiPhish))
    return by('userImpersonation', antiPhish, antiPhish.TargetedUserProtectionAction);
  if (list.sender === 'Allow' || antiSpam === null) return through();
  if (antiSpam.MarkAsSpamWebBugsInHtml === 'On' && mail.content().pixel !== null)
    return by('webBug', antiSpam, antiSpam.HighConfidenceSpamAction);
  if (rules.scl !== null && rules.scl >= 5)
    return rules.scl >= 9
      ? by('ownHighSpam', antiSpam, antiSpam.HighConfidenceSpamAction)
      : by('ownSpam', antiSpam, antiSpam.SpamAction);
  if (antiSpam.MarkAsSpamBulkMail === 'On' && mail.bcl >= Number(antiSpam.BulkThreshold))
    return by(mail.bcl >= 8 ? 'bulk8' : 'bulk7', antiSpam, antiSpam.BulkSpamAction);
  return through();
}

/** What zero-hour auto purge does with a delivered copy that turns out to be phishing; null when it leaves it where it is. */
export function purge(mail: Mail, { data, policyOf, now }: FilterGround): Fate | null {
  const recipient = mail.recipients[0] ?? '';
  const antiSpam = policyOf('antiSpam', recipient);
  if (antiSpam?.PhishZapEnabled !== true || mail.cause.outcome !== 'delivered') return null;
  if (isSkipped(mail, data, mailFlowRules(data.cmdlets['Get-TransportRule'] ?? [], mail).scl)) return null;
  const { url, sender } = listVerdict(data, mail, now);
  if (url === 'Allow' || sender === 'Allow' || isAllowed(mail, antiSpam, 'Allowed')) return null;
  if (antiSpam.PhishSpamAction !== 'Quarantine') return null;
  const retention = Number(antiSpam.QuarantineRetentionPeriod ?? 30);
  const cause = { ...causes.zapped, authentication: mail.cause.authentication };
  return { cause, policy: acting(antiSpam, cause.tag, retention) };
}

function acting(row: WireRow | null, tag: string | null, retentionDays: number): ActingPolicy {
  return {
    name: String(row?.Name ?? ''),
    guid: String(row?.Guid ?? ''),
    tag: String((tag && row?.[tag]) ?? 'AdminOnlyAccessPolicy'),
    retentionDays,
  };
}

function hasType(mail: Mail, types: string[]): boolean {
  return mail.attachments.some(({ name }) => types.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase()));
}

function isSkipped(mail: Mail, { cmdlets }: TenantData, scl: number | null): boolean {
  const allowed = textsOf(cmdlets['Get-HostedConnectionFilterPolicy']?.[0]?.IPAllowList);
  return scl === -1 || allowed.some((range) => inRange(mail.ip, range));
}

function isAllowed({ from }: Mail, antiSpam: WireRow | null, list: 'Allowed' | 'Blocked'): boolean {
  const values = [...textsOf(antiSpam?.[`${list}Senders`]), ...textsOf(antiSpam?.[`${list}SenderDomains`])];
  return values.some((value) => isSender(from, value));
}

/** Mail from outside that names one of the company's own domains and fails to prove it. */
function isSpoof({ from }: Mail, { cmdlets }: TenantData, authentication: Authentication | null): boolean {
  const own = (cmdlets['Get-AcceptedDomain'] ?? []).some(({ DomainName }) => DomainName === domainOf(from));
  return own && authentication !== null && authentication.dmarc !== 'pass';
}

function impersonates({ from, fromName }: Mail, antiPhish: WireRow): boolean {
  const trusted = [...textsOf(antiPhish.ExcludedSenders), ...textsOf(antiPhish.ExcludedDomains)];
  if (trusted.some((value) => isSender(from, value))) return false;
  return textsOf(antiPhish.TargetedUsersToProtect).some((entry) => {
    const [name = '', address = ''] = entry.split(';').map((part) => part.trim());
    return name === fromName.toLowerCase() && address !== from.toLowerCase();
  });
}

/** SendGrid signs for a domain whose DNS holds its keys; elsewhere the company's DMARC record decides. */
function authenticationOf({ route, from }: Mail, { dns }: TenantData): Authentication | null {
  if (route === 'mailbox') return authentications.internal;
  const facts = dns[domainOf(from)];
  const keys = Object.values((facts?.dkim ?? {}) as Record<string, unknown>);
  if (keys.some((key) => String(key).endsWith('.sendgrid.net'))) return authentications.aligned;
  const asks = /\bp=(?:quarantine|reject)\b/.test(String(facts?.dmarc ?? ''));
  return asks ? authentications.ownRefused : authentications.ownUnaligned;
}
