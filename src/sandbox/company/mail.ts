import type { Cause } from './causes.ts';
import type { Cohort } from './people.ts';

/** The way a message took: submitted in a mailbox of the tenant, through SendGrid, from elsewhere, or out of the tenant. */
export type Route = 'mailbox' | 'sendgrid' | 'outside' | 'outbound';

export interface Attachment {
  name: string;
  sha256: string;
  size: number;
}

export interface MailContent {
  urls: string[];
  /** Paragraphs of plain text. */
  text: string[];
  /** Address of the 1x1 picture that counts opens. */
  pixel: string | null;
}

/** One message of the company's mail, from which every view of it is made: rows, traces, events, headers, body. */
export interface Mail {
  id: string;
  internetMessageId: string;
  receivedAt: number;
  fromName: string;
  from: string;
  mailFrom: string;
  ip: string;
  ptr: string;
  country: string;
  language: string;
  route: Route;
  recipients: string[];
  subject: string;
  size: number;
  cause: Cause;
  /** Bulk complaint level. */
  bcl: number;
  attachments: Attachment[];
  /** Made when asked for: there may be very many messages. */
  content(): MailContent;
  reported: boolean;
  priority: boolean;
  releaseStatus: string;
  /** When ZAP moved it, in milliseconds; absent for the mail of the month before. */
  movedAt?: number;
  /** When it was let out of quarantine, in milliseconds; absent as above. */
  releasedAt?: number;
  /** When somebody pressed its link, in milliseconds; null when nobody did, absent for the mail of the month before. */
  clickedAt?: number | null;
}

/** Mail of the month before, whose fate was written with the company. */
export interface PastMail extends Mail {
  cohort: Cohort;
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
