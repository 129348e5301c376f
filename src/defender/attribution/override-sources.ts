import type { Component } from './cause.ts';
import { letters } from './verdicts.ts';

export interface OverrideSource {
  /** Compared with the letters of OrgLevelPolicy or UserLevelPolicy; the first row that is contained counts. */
  contains: string;
  component: Component;
  /** The property that blocks, and the one that allows; null where there is none. */
  blocks: string | null;
  allows: string | null;
  name: string;
}

export const overrideSource = { source: 'Microsoft Learn, advanced-hunting-emailevents-table', date: '2026-08-03' };

/** OrgLevelPolicy and UserLevelPolicy of EmailEvents: what allowed or blocked a message whatever filtering found. */
export const overrideSources: readonly OverrideSource[] = [
  ...['spoof', 'url', 'file', 'senderemailaddress', 'senderdomain', 'sender', ''].map((kind) => ({
    contains: `tenantallowblocklist${kind}`,
    component: 'tenant-allow-block-list' as const,
    blocks: kind === 'spoof' ? 'SpoofedUser' : 'Entries',
    allows: kind === 'spoof' ? 'SpoofedUser' : 'Entries',
    name: 'the Tenant Allow/Block List',
  })),
  {
    contains: 'connectionpolicy',
    component: 'connection-filter',
    blocks: 'IPBlockList',
    allows: 'IPAllowList',
    name: 'the connection filter',
  },
  {
    contains: 'ipregionfilter',
    component: 'anti-spam',
    blocks: 'RegionBlockList',
    allows: null,
    name: 'the list of blocked countries',
  },
  {
    contains: 'languagefilter',
    component: 'anti-spam',
    blocks: 'LanguageBlockList',
    allows: null,
    name: 'the list of blocked languages',
  },
  {
    contains: 'policyblockbyfiletype',
    component: 'anti-malware',
    blocks: 'FileTypes',
    allows: null,
    name: 'the common attachments filter',
  },
  { contains: 'transportrule', component: 'transport-rule', blocks: null, allows: 'SetSCL', name: 'a mail flow rule' },
  {
    contains: 'exclusivemode',
    component: 'user-settings',
    blocks: 'ContactsTrusted',
    allows: 'ContactsTrusted',
    name: "the user's exclusive mode",
  },
  {
    contains: 'senderaddresslistuser',
    component: 'user-settings',
    blocks: 'BlockedSendersAndDomains',
    allows: 'TrustedSendersAndDomains',
    name: "the user's list of senders",
  },
  {
    contains: 'senderdomainlistuser',
    component: 'user-settings',
    blocks: 'BlockedSendersAndDomains',
    allows: 'TrustedSendersAndDomains',
    name: "the user's list of domains",
  },
  {
    contains: 'senderaddresslist',
    component: 'anti-spam',
    blocks: 'BlockedSenders',
    allows: 'AllowedSenders',
    name: "the policy's list of senders",
  },
  {
    contains: 'senderdomainlist',
    component: 'anti-spam',
    blocks: 'BlockedSenderDomains',
    allows: 'AllowedSenderDomains',
    name: "the policy's list of domains",
  },
  {
    contains: 'antispampolicysettings',
    component: 'anti-spam',
    blocks: null,
    allows: null,
    name: 'settings of the anti-spam policy',
  },
  {
    contains: 'trusted',
    component: 'user-settings',
    blocks: null,
    allows: 'TrustedSendersAndDomains',
    name: "the user's safe senders",
  },
  {
    contains: 'quarantinerelease',
    component: 'unknown',
    blocks: null,
    allows: null,
    name: 'a release from quarantine',
  },
  {
    contains: 'phishingsimulation',
    component: 'unknown',
    blocks: null,
    allows: null,
    name: 'advanced delivery (phishing simulation)',
  },
  {
    contains: 'secopsmailbox',
    component: 'unknown',
    blocks: null,
    allows: null,
    name: 'advanced delivery (SecOps mailbox)',
  },
];

export function overrideSourceOf(policy: string | null): OverrideSource | null {
  const text = letters(policy ?? '');
  return text === '' ? null : (overrideSources.find(({ contains }) => text.includes(contains)) ?? null);
}
