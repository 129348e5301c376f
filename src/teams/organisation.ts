import type { Assistant } from '../questions/assistant.ts';
import type { Roles } from './roles.ts';

/** The people of one Entra tenant: what they may do, and who answers them. Nothing of another organisation is within reach of it. */
export interface Organisation {
  /** The tenant in which they act. */
  tenantId: string;
  assistant: Assistant;
  roles: Roles;
}

/** The organisation of the people of an Entra tenant (its id in lower case); null when it is not served. */
export type OrganisationOf = (tenantId: string) => Organisation | null;
