import type { DomainDns } from '../../defender/snapshot.ts';

/** One mail exchanger of a domain; the lowest `preference` is tried first. */
export interface MailExchanger {
  preference: number;
  host: string;
}

/**
 * Asks the domain name system. Null means that it was asked and there is no such record. Rejects with `NotReadError` when no
 * answer could be had, or with the signal's reason when the caller gave up.
 */
export interface DnsLookup {
  /** TXT records, the parts of each joined. */
  texts(name: string, signal?: AbortSignal): Promise<string[] | null>;
  mailExchangers(domain: string, signal?: AbortSignal): Promise<MailExchanger[] | null>;
  /** The name that a name is an alias of. */
  alias(name: string, signal?: AbortSignal): Promise<string | null>;
}

/** DNS facts by domain, as the snapshot file holds them. */
export type DnsFacts = Record<string, DomainDns>;
