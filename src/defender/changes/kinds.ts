import type { PolicyType } from '../policies/policy-types.ts';

/** Whom an object of a kind can touch. */
export type Reach =
  | { by: 'policy'; type: PolicyType }
  | { by: 'rule'; types: readonly PolicyType[] }
  /** Mail to everybody in the tenant passes it. */
  | { by: 'tenant' }
  /** Conditions of a mail flow rule. */
  | { by: 'mailFlowRule' }
  /** Whoever is under a policy that names it. */
  | { by: 'quarantinePolicy' }
  /** No set of recipients can be named. */
  | { by: 'nobodyKnown' };

export interface ObjectKind {
  what: string;
  reach: Reach;
  /** Properties that together tell one object from another; GUID or identity when absent. */
  key?: readonly string[];
}

const eop: readonly PolicyType[] = ['antiSpam', 'antiPhish', 'antiMalware'];
const defender: readonly PolicyType[] = ['safeLinks', 'safeAttachments'];
const policy = (what: string, type: PolicyType): ObjectKind => ({ what, reach: { by: 'policy', type } });
const rule = (what: string, ...types: PolicyType[]): ObjectKind => ({ what, reach: { by: 'rule', types } });
const tenant = (what: string, key?: readonly string[]): ObjectKind => ({ what, reach: { by: 'tenant' }, key });
const other = (what: string, key?: readonly string[]): ObjectKind => ({ what, reach: { by: 'nobodyKnown' }, key });

/** What the rows of a cmdlet are called in the portal, and whom they touch. */
export const objectKinds: Readonly<Record<string, ObjectKind>> = {
  'get-hostedcontentfilterpolicy': policy('Anti-spam policy', 'antiSpam'),
  'get-hostedcontentfilterrule': rule('Rule of an anti-spam policy', 'antiSpam'),
  'get-antiphishpolicy': policy('Anti-phishing policy', 'antiPhish'),
  'get-antiphishrule': rule('Rule of an anti-phishing policy', 'antiPhish'),
  'get-malwarefilterpolicy': policy('Anti-malware policy', 'antiMalware'),
  'get-malwarefilterrule': rule('Rule of an anti-malware policy', 'antiMalware'),
  'get-safelinkspolicy': policy('Safe Links policy', 'safeLinks'),
  'get-safelinksrule': rule('Rule of a Safe Links policy', 'safeLinks'),
  'get-safeattachmentpolicy': policy('Safe Attachments policy', 'safeAttachments'),
  'get-safeattachmentrule': rule('Rule of a Safe Attachments policy', 'safeAttachments'),
  'get-eopprotectionpolicyrule': rule('Assignment of a preset security policy (EOP)', ...eop),
  'get-atpprotectionpolicyrule': rule('Assignment of a preset security policy (Defender)', ...defender),
  'get-atpbuiltinprotectionrule': rule('Built-in protection', ...defender),
  'get-atpevaluationrule': rule('Defender for Office 365 evaluation', 'antiPhish', ...defender),
  'get-atppolicyforo365': tenant('Global Defender settings'),
  'get-hostedconnectionfilterpolicy': tenant('Connection filter policy'),
  'get-tenantallowblocklistitems': tenant('Tenant Allow/Block List entry', ['ListType', 'ListSubType', 'Value']),
  'get-tenantallowblocklistspoofitems': tenant('Spoofed sender entry', [
    'SpoofedUser',
    'SendingInfrastructure',
    'SpoofType',
  ]),
  'get-transportrule': { what: 'Mail flow rule', reach: { by: 'mailFlowRule' } },
  'get-inboundconnector': tenant('Inbound connector'),
  'get-arcconfig': tenant('Trusted ARC sealers'),
  'get-exophishsimoverriderule': tenant('Advanced delivery rule (phishing simulation)'),
  'get-phishsimoverridepolicy': tenant('Advanced delivery policy (phishing simulation)'),
  'get-quarantinepolicy': { what: 'Quarantine policy', reach: { by: 'quarantinePolicy' } },
  'get-organizationconfig': tenant('Organisation settings', []),
  'get-externalinoutlook': tenant('External sender tag', []),
  'get-exosecopsoverriderule': other('Advanced delivery rule (SecOps mailboxes)'),
  'get-secopsoverridepolicy': other('Advanced delivery policy (SecOps mailboxes)'),
  'get-hostedoutboundspamfilterpolicy': other('Outbound spam policy'),
  'get-hostedoutboundspamfilterrule': other('Rule of an outbound spam policy'),
  'get-outboundconnector': other('Outbound connector'),
  'get-remotedomain': other('Remote domain', ['DomainName']),
  'get-accepteddomain': other('Accepted domain', ['DomainName']),
  'get-dkimsigningconfig': other('DKIM signing', ['Domain']),
  'get-teamsprotectionpolicy': other('Teams protection policy'),
  'get-teamsprotectionpolicyrule': other('Rule of the Teams protection policy'),
  'get-reportsubmissionpolicy': other('User reported settings'),
  'get-reportsubmissionrule': other('Rule of the user reported settings'),
  'get-mailboxjunkemailconfiguration': other('Junk settings of a mailbox', ['Identity']),
};

/** The kind of a cmdlet's rows; one that is not in the table is named by its cmdlet. */
export function kindOf(cmdlet: string): ObjectKind {
  return objectKinds[cmdlet.toLowerCase()] ?? { what: cmdlet.replace(/^get-/i, ''), reach: { by: 'nobodyKnown' } };
}
