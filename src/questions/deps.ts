import type { AlertRoom } from '../alerts/alert-room.ts';
import type { TestSender } from '../campaigns/test-sender.ts';
import type { CampaignRoom } from '../campaigns/watch/campaign-room.ts';
import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import type { DnsLookup } from '../microsoft365/dns/dns-lookup.ts';
import type { TenantReader } from '../microsoft365/tenant-reader.ts';
import type { Refusals } from '../store/refusals.ts';
import type { TicketRoom } from '../tickets/ticket-room.ts';
import type { DigestRoom } from './policies/digest-room.ts';
import type { PolicyRoom } from './policies/policy-check.ts';
import type { Question, Role } from './question.ts';

export interface QuestionDeps {
  tenant: TenantReader;
  profile: SenderProfile;
  /** Every question the product answers, for the help card. */
  allQuestions?: () => Promise<Question[]>;
  /** Keeps snapshots and waivers of the tenant. Without it policies are read afresh and nothing is kept. */
  policies?: PolicyRoom;
  /** Test campaigns that are watched. Without it they are looked up in the message trace when asked. */
  campaigns?: CampaignRoom;
  /** Presses ContactMonkey's "Send Test" where mail is simulated; in production a person does. */
  testSender?: TestSender;
  /** Asked for SPF, DKIM, DMARC and MX when policies are read afresh; without it DNS is "not read". */
  dns?: DnsLookup;
  /** Puts a finished HTML page where the asker can open it for a short time; null when that cannot be done now. */
  publishReport?: (html: string) => Promise<string | null>;
  /** Escalation to ContactMonkey. Without it there are no tickets, and the bot says so. */
  tickets?: TicketRoom;
  /** Whose word sends something to ContactMonkey: operators and approvers, unless the organisation named none. */
  ticketWriters?: readonly Role[];
  /** Cases that people are alerted of, and where. Without it nothing is posted unasked. */
  alerts?: AlertRoom;
  /** The policy summary at set times. Without it nothing is posted unasked. */
  digests?: DigestRoom;
  /** Keeps on record who was told no. */
  refusals?: Refusals;
}
