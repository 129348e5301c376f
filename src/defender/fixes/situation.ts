import type { PolicyType } from '../policies/policy-types.ts';
import type { Argument } from './powershell.ts';

/** A condition of a mail flow rule: whose mail it is, and that the From address is proved. */
export type RuleCondition = 'domain' | 'authentication';

/** What is known of the place where a fix is needed. Whatever is absent becomes a placeholder that the reader must fill in. */
export interface Situation {
  policy?: { type: PolicyType; name: string; preset: 'standard' | 'strict' | null };
  setting?: string;
  current?: Argument;
  wanted?: Argument;
  /** The write cmdlet and identity when the object is not one of the five policy types. */
  object?: { set: string; identity: string | null; link: string };
  sender?: string;
  /** The sender's domain is one of the tenant's own. */
  senderIsOwn?: boolean;
  senderDomain?: string;
  infrastructure?: string;
  urls?: readonly string[];
  group?: string;
  mailbox?: string;
  rule?: string;
  /** Conditions that would make the mail flow rule safe; empty where none would, so that it can only be turned off. */
  ruleLacks?: readonly RuleCondition[];
  connector?: string;
  tableEntry?: { listType: string; value: string };
  sendingIps?: readonly string[];
  limit?: number;
}
