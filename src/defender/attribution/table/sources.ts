import { overrideSource } from '../override-sources.ts';

export const troubleshooting = {
  source: 'Microsoft Learn, anti-spam-policies-troubleshooting',
  date: '2026-08-03',
  confidence: 'documented',
  effect: 'stopped',
} as const;

export const headerPage = {
  source: 'Microsoft Learn, message-headers-eop-mdo',
  date: '2026-07-27',
  confidence: 'documented',
  effect: 'stopped',
} as const;

export const quarantinePage = {
  source: 'Microsoft Learn, quarantine-about',
  date: '2026-07-17',
  confidence: 'documented',
  effect: 'stopped',
} as const;

export const overrides = { ...overrideSource, confidence: 'documented', effect: 'stopped' } as const;

export const purgePage = {
  source: 'Microsoft Learn, zero-hour-auto-purge and advanced-hunting-emailpostdeliveryevents-table',
  date: '2026-06-29',
  confidence: 'documented',
  effect: 'stopped',
} as const;

export const spoofPage = {
  source: 'Microsoft Learn, anti-phishing-policies-about',
  date: '2026-08-20',
  confidence: 'documented',
  effect: 'stopped',
} as const;
