/** What an Entra role or a custom Exchange management role lets an application do, as far as mail security goes. */
export const exchangeRoles = [
  'Security Reader',
  'Global Reader',
  'Security Administrator',
  'Quarantine Administrator',
  'Transport Hygiene',
] as const;
export type ExchangeRole = (typeof exchangeRoles)[number];

/** An app registration of the tenant. */
export interface SandboxApp {
  clientId: string;
  secret: string | null;
  /** PEM certificates (or public keys) that its client assertions may be signed with. */
  certificates: string[];
  /** Application permissions by name, such as Exchange.ManageAsApp or ThreatHunting.Read.All. */
  permissions: string[];
  exchangeRoles: ExchangeRole[];
  /** Cmdlets kept from it whatever its roles say: what a reader may do is not measured for every cmdlet. */
  deniedCmdlets: string[];
}

export const readerPermissions = [
  'Exchange.ManageAsApp',
  'ThreatHunting.Read.All',
  'GroupMember.Read.All',
  'User.Read.All',
  'ExchangeMessageTrace.Read.All',
  'SecurityAlert.Read.All',
];
