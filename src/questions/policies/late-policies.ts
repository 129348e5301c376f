import type { PolicyRoom } from './policy-check.ts';

/** Policy questions over a room that is made when the first of them is asked. */
export function latePolicies(room: () => Promise<PolicyRoom>): PolicyRoom {
  return {
    check: async (request) => (await room()).check(request),
    changes: async (since, until, request) => (await room()).changes(since, until, request),
    waive: async (request) => (await room()).waive(request),
    withdraw: async (request) => (await room()).withdraw(request),
  };
}
