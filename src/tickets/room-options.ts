import type { Database } from '../store/database.ts';
import type { AnnounceShared } from '../store/shared-tickets.ts';
import type { Announce } from '../store/tickets.ts';
import type { ShowAll, TellPerson } from './announce.ts';
import type { IsCsm } from './hearing.ts';
import type { ResponseTargets } from './response-clock.ts';

export interface TicketRoomOptions {
  database: Database;
  /** ContactMonkey's own tenant, where its people sit when they are not guests of the customer; null when there is none. */
  csmTenant?: string | null;
  /** The customers that this service serves, by tenant. */
  customers?: readonly string[];
  /** What whoever runs the service calls them, until ContactMonkey's people give a customer another name. */
  customerNames?: ReadonlyMap<string, string>;
  targets?: ResponseTargets;
  /** Puts news of a customer's ticket on its way; it is given the customer's tenant. */
  announce?: (customerTenant: string) => Announce;
  /** Puts news of a shared copy on its way inside ContactMonkey's tenant. */
  announceShared?: AnnounceShared;
  /** Hears that a copy of a ticket could not be made at once; a job makes it later. */
  onLateCopy?: (error: unknown) => void;
  /** Shows a place that begins to hear of tickets those that are open. */
  showAll?: ShowAll;
  tellPerson?: TellPerson;
  /** Whether somebody in ContactMonkey's tenant is (still) a customer success manager; without it everybody is who was one. */
  isCsm?: IsCsm;
  /** Whether a ticketing system is told of tickets. */
  hasSystems?: boolean;
  newNumber?: () => string;
}
