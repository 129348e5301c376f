/** A row as it goes over the wire, before the sidecar `@` keys are added. */
export type WireRow = Record<string, unknown>;

export const sandboxRoles = ['reader', 'operator', 'approver', 'csm'] as const;
export type SandboxRole = (typeof sandboxRoles)[number];

/** A person who can sit in the chat window. No role means: may ask nothing. */
export interface SandboxUser {
  objectId: string;
  name: string;
  upn: string;
  roles: SandboxRole[];
}

export interface DirectoryPerson {
  id: string;
  name: string;
  mail: string;
}

/** A mail-enabled or security group; `members` are ids of people or of other groups. */
export interface DirectoryGroup {
  id: string;
  name: string;
  mail: string | null;
  members: string[];
}

/** One item in quarantine. Only what filters need is held; row, header and preview are made when asked for. */
export interface QuarantineItem {
  identity: string;
  networkMessageId: string;
  internetMessageId: string;
  receivedAt: number;
  expiresAt: number;
  sender: string;
  recipients: string[];
  subject: string;
  quarantineType: string;
  policyType: string;
  policyName: string;
  direction: string;
  entityType: string;
  recipientTags: string[];
  reported: boolean;
  /** Row as stored; status, recipients served and releasers come from `QuarantineState`. */
  row(): WireRow;
  /** Raw header text; null where the tenant has none for this item. */
  header(): string | null;
  preview(): WireRow | null;
}

/** One message on its way to one recipient, as message trace knows it. */
export interface TraceItem {
  receivedAt: number;
  messageTraceId: string;
  internetMessageId: string;
  sender: string;
  recipient: string;
  subject: string;
  status: string;
  fromIp: string;
  toIp: string;
  size: number;
  details(): WireRow[];
}

/** Rows of one hunting table. `ids` narrows to messages when the query names them: a hint, never a promise. */
export interface HuntingTable {
  rows(ids: readonly string[] | null): Iterable<WireRow>;
}

/** P2 has advanced hunting, P1 has Safe Links and Safe Attachments, EOP has neither. */
export const licences = ['P2', 'P1', 'EOP'] as const;
export type Licence = (typeof licences)[number];

/** A whole company as the services see it. */
export interface TenantData {
  tenantId: string;
  initialDomain: string;
  displayName: string;
  licence: Licence;
  /** Where the tenant's clock starts, in milliseconds; absent means now. */
  startsAt?: number;
  /** Cmdlets that nobody may run here, whatever the roles: a tenant file leaves out what it does not know. */
  absent?: string[];
  /** Rows of the configuration cmdlets by cmdlet name. */
  cmdlets: Record<string, WireRow[]>;
  /** Newest first. */
  quarantine: QuarantineItem[];
  /** Newest first. */
  trace: TraceItem[];
  tables: Record<string, HuntingTable>;
  alerts: WireRow[];
  people: DirectoryPerson[];
  groups: DirectoryGroup[];
  users: SandboxUser[];
  profile: WireRow;
  dns: Record<string, WireRow>;
}
