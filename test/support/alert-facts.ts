import type { AlertFact } from '../../src/alerts/fact.ts';

export const campaign = { id: 'c1', name: 'Town Hall' };

/** Facts of one campaign; ids follow from what they say, as those of the watch do. */
export const facts = {
  quarantined(recipient: string, at = '2026-11-21T09:00:00.000Z', more: object = {}): AlertFact {
    const about = { policy: 'Default', reason: 'HighConfPhish', expiresAt: '2026-12-21T09:00:00.000Z', identity: null };
    return { kind: 'recipientQuarantined', id: `q|${recipient}|${at}`, at, campaign, recipient, ...about, ...more };
  },
  cleared(recipient: string, at = '2026-11-21T09:30:00.000Z'): AlertFact {
    return { kind: 'recipientCleared', id: `cleared|${recipient}|${at}`, at, campaign, recipient };
  },
  allClear(at = '2026-11-21T10:00:00.000Z', more: object = {}): AlertFact {
    return { kind: 'allClear', id: `clear|${at}`, at, campaign, counts: { recipients: 3, inbox: 3 }, ...more };
  },
  junked(recipient: string, at = '2026-11-21T09:00:00.000Z'): AlertFact {
    return { kind: 'recipientJunked', id: `j|${recipient}`, at, campaign, recipient, policy: null };
  },
  blind(at = '2026-11-21T09:00:00.000Z'): AlertFact {
    const about = { cause: 'noPermission' as const, sentence: 'Exchange refused.', advice: 'Assign the role.' };
    return { kind: 'watchBlind', id: `blind|${at}`, at, area: 'campaign mail', ...about };
  },
  seesAgain(at = '2026-11-21T10:00:00.000Z'): AlertFact {
    return { kind: 'watchSeesAgain', id: `sees|${at}`, at, area: 'campaign mail' };
  },
};

export const ana = { id: 'ana', name: 'Ana' };
export const bo = { id: 'bo', name: 'Bo' };
