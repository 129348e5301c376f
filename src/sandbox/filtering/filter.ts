import type { ActingPolicy } from '../company/acting-policies.ts';
import { type Authentication, type Cause, causes } from '../company/causes.ts';
import type { Mail } from '../company/mail.ts';
import type { TenantData, WireRow } from '../tenant-data.ts';
import { type Checked, checkSender } from './authentication.ts';
import { isSender, listVerdict } from './lists.ts';
import { inRange, mailFlowRules } from './mail-flow-rules.ts';
import { type PolicyInForce, textsOf } from './policy-in-force.ts';
import { spoofVerdict } from './spoofing.ts';
import { ownListVerdict } from './user-lists.ts';

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

/** What an action comes to. With a line in the header or the subject a message goes to junk too (Microsoft Learn, anti-spam-policies-configure). */
const outcomes: Record<string, Cause['outcome']> = {
  Quarantine: 'quarantine',
  MoveToJmf: 'junk',
  AddXHeader: 'junk',
  ModifySubject: 'junk',
  Delete: 'deleted',
  Reject: 'rejected',
};

/**
 * Decides by the tenant's present configuration what becomes of a message to its first recipient. The order is that of Microsoft Learn,
 * how-policies-and-protections-are-combined (2025-09-12): files, mail flow rules, blocks, spoofing, impersonation, spam, bulk; then
 * the recipient's own lists.
 */
export function filterMail(mail: Mail, ground: FilterGround): Fate {
  const checked = checkSender(mail, ground.data);
  const { cause, policy } = asRecipientWants(verdict(mail, ground, checked), mail, ground);
  const header = mail.route === 'mailbox' ? cause.header : { ...cause.header, bcl: mail.bcl };
  return { cause: { ...cause, header, authentication: authenticationOf(checked, cause) }, policy };
}

function verdict(mail: Mail, ground: FilterGround, checked: Checked): Fate {
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
  const connection = connectionVerdict(mail, data);
  if (connection === 'Block') return by('blockedIp', null, 'Delete');
  const rules = mailFlowRules(data.cmdlets['Get-TransportRule'] ?? [], mail);
  const ruleActions = { quarantine: 'Quarantine', delete: 'Delete', reject: 'Reject' };
  if (rules.action !== null) return by('heldByRule', rules.rule, ruleActions[rules.action]);
  const list = listVerdict(data, mail, now);
  if (list.url === 'Block') return by('blockedUrl', antiSpam, 'Quarantine');
  if (mail.route === 'mailbox') return through();
  if (list.sender === 'Block') return by('blockedSender', antiSpam, 'Quarantine');
  const antiPhish = policyOf('antiPhish', recipient);
  if (list.spoof === 'Block' && antiPhish !== null)
    return by('spoofBlocked', antiPhish, antiPhish.AuthenticationFailAction);
  if (connection === 'Allow' || rules.scl === -1 || isAllowed(mail, antiSpam, 'Allowed')) return through();
  if (isAllowed(mail, antiSpam, 'Blocked')) return by('blockedDomain', antiSpam, antiSpam?.HighConfidenceSpamAction);

  const spoof = antiPhish === null || list.spoof === 'Allow' ? null : spoofVerdict(antiPhish, checked);
  if (spoof !== null) return by(spoof.key, antiPhish, spoof.action);
  if (antiPhish?.EnableTargetedUserProtection === true && impersonates(mail, antiPhish))
    return by('userImpersonation', antiPhish, antiPhish.TargetedUserProtectionAction);
  if (list.sender === 'Allow' || antiSpam === null) return through();
  if (antiSpam.MarkAsSpamWebBugsInHtml === 'On' && mail.content().pixel !== null)
    return by('webBug', antiSpam, antiSpam.HighConfidenceSpamAction);
  if (rules.scl !== null && rules.scl >= 9) return by('ownHighSpam', antiSpam, antiSpam.HighConfidenceSpamAction);
  if (antiSpam.IncreaseScoreWithImageLinks === 'On' && mail.content().pixel !== null)
    return by('imageLinks', antiSpam, antiSpam.SpamAction);
  if (rules.scl !== null && rules.scl >= 5) return by('ownSpam', antiSpam, antiSpam.SpamAction);
  if (antiSpam.MarkAsSpamBulkMail === 'On' && mail.bcl >= Number(antiSpam.BulkThreshold))
    return by(mail.bcl >= 8 ? 'bulk8' : 'bulk7', antiSpam, antiSpam.BulkSpamAction);
  return through();
}

/** Blocks of the organisation, and what Defender holds whatever a recipient wishes. */
const aboveRecipients = ['fileType', 'heldByRule', 'blockedIp', 'blockedUrl', 'blockedSender', 'spoofBlocked'];

/**
 * The recipient's own lists weigh more than what the organisation allows, and less than what it blocks; a safe domain does not get mail
 * out of quarantine, a safe address does (Microsoft Learn, how-policies-and-protections-are-combined, 2025-09-12, appendix).
 */
function asRecipientWants(fate: Fate, mail: Mail, { data }: FilterGround): Fate {
  const list = ownListVerdict(data, mail, mail.recipients[0] ?? '');
  const { key, outcome } = fate.cause;
  if (list === null || aboveRecipients.includes(key)) return fate;
  const policy = acting(null, null, fate.policy.retentionDays);
  if (list !== 'blocked') {
    const isKept = outcome === 'delivered' || (list === 'safeDomain' && outcome !== 'junk');
    return isKept ? fate : { cause: causes.userSafe, policy };
  }
  const isMild = outcome === 'delivered' || key === 'bulk7' || key === 'bulk8';
  return isMild ? { cause: causes.userBlocked, policy } : fate;
}

/** Mail that was to be refused and is kept all the same says so (Microsoft Learn, message-headers, 2026-07-27). */
function authenticationOf({ result }: Checked, { outcome }: Cause): Authentication | null {
  return result?.action === 'reject' && outcome !== 'rejected' ? { ...result, action: 'oreject' } : result;
}

/** Where zero-hour auto purge moves phishing, by `PhishSpamAction`; with other actions it leaves it (Microsoft Learn, zero-hour-auto-purge). */
const purges: Partial<Record<string, Cause['outcome']>> = { Quarantine: 'zapped', MoveToJmf: 'zappedToJunk' };

/** What zero-hour auto purge does with a delivered copy that turns out to be phishing; null when it leaves it where it is. */
export function purge(mail: Mail, { data, policyOf, now }: FilterGround): Fate | null {
  const recipient = mail.recipients[0] ?? '';
  const antiSpam = policyOf('antiSpam', recipient);
  if (antiSpam?.PhishZapEnabled !== true || mail.cause.outcome !== 'delivered') return null;
  if (mailFlowRules(data.cmdlets['Get-TransportRule'] ?? [], mail).scl === -1) return null;
  if (connectionVerdict(mail, data) === 'Allow' || mail.cause.key === 'userSafe') return null;
  const { url, sender } = listVerdict(data, mail, now);
  if (url === 'Allow' || sender === 'Allow' || isAllowed(mail, antiSpam, 'Allowed')) return null;
  const outcome = purges[String(antiSpam.PhishSpamAction)];
  if (outcome === undefined || ownListVerdict(data, mail, recipient)?.startsWith('safe')) return null;
  const retention = Number(antiSpam.QuarantineRetentionPeriod ?? 30);
  const cause: Cause = { ...causes.zapped, outcome, authentication: mail.cause.authentication };
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

/** An address that is in both lists is not blocked (Microsoft Learn, connection-filter-policies-configure). */
function connectionVerdict(mail: Mail, { cmdlets }: TenantData): 'Allow' | 'Block' | null {
  if (mail.route === 'mailbox') return null;
  const [policy] = cmdlets['Get-HostedConnectionFilterPolicy'] ?? [];
  const holds = (list: unknown) => textsOf(list).some((range) => inRange(mail.ip, range));
  if (holds(policy?.IPAllowList)) return 'Allow';
  return holds(policy?.IPBlockList) ? 'Block' : null;
}

function isAllowed({ from }: Mail, antiSpam: WireRow | null, list: 'Allowed' | 'Blocked'): boolean {
  const values = [...textsOf(antiSpam?.[`${list}Senders`]), ...textsOf(antiSpam?.[`${list}SenderDomains`])];
  return values.some((value) => isSender(from, value));
}

function impersonates({ from, fromName }: Mail, antiPhish: WireRow): boolean {
  const trusted = [...textsOf(antiPhish.ExcludedSenders), ...textsOf(antiPhish.ExcludedDomains)];
  if (trusted.some((value) => isSender(from, value))) return false;
  return textsOf(antiPhish.TargetedUsersToProtect).some((entry) => {
    const [name = '', address = ''] = entry.split(';').map((part) => part.trim());
    return name === fromName.toLowerCase() && address !== from.toLowerCase();
  });
}
