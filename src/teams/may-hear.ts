import type { Role } from '../questions/question.ts';
import type { OrganisationOf } from './organisation.ts';

/** Whether somebody may be told of a tenant's affairs now. `unknown`: the directory could not be asked. */
export type MayHear = (tenantId: string, userObjectId: string) => Promise<'yes' | 'no' | 'unknown'>;

/** Customer success managers are let in for their tickets; the assistant answers them nothing else. */
export function mayTalk(held: readonly Role[]): boolean {
  return held.includes('reader') || held.includes('csm');
}

export function createMayHear(organisationOf: OrganisationOf): MayHear {
  return async (tenantId, userObjectId) => {
    const organisation = organisationOf(tenantId);
    if (organisation?.tenantId !== tenantId) return 'no';
    const verdict = await organisation.roles(userObjectId);
    if (!verdict.known) return 'unknown';
    return mayTalk(verdict.roles) ? 'yes' : 'no';
  };
}
