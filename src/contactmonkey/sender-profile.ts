export type Region = 'us' | 'eu' | 'ca' | 'au';
export type SendingPath = 'own-mailbox' | 'email-delivery' | 'unknown';

/** What a customer knows of its ContactMonkey set-up. Empty means unknown, never "none". */
export interface SenderProfile {
  regions: Region[];
  senders: { address: string; path: Exclude<SendingPath, 'unknown'> | null }[];
  sendingIps: string[];
  dkimDomains: string[];
  mailFromDomains: string[];
  /** Hosts of the regions (all regions when none is named) and the customer's own. */
  trackingHosts: string[];
  testSubjectPrefix: string;
  audienceGroups: string[];
  endpoints: { value: string; kind: 'domain' | 'url' | 'ip'; source: string; date: string }[];
}
