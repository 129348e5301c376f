import type { Badge } from './words.ts';

export type AlertStateWord = 'open' | 'acknowledged' | 'snoozed' | 'escalated' | 'resolved' | 'reopened';
export type AlertSeverityWord = 'info' | 'low' | 'medium' | 'high';

const states: Record<AlertStateWord, Badge> = {
  open: { icon: '\u25CB', color: 'Attention', word: 'Open' },
  reopened: { icon: '\u21BB', color: 'Attention', word: 'Open again' },
  escalated: { icon: '\u25B2', color: 'Attention', word: 'Escalated' },
  acknowledged: { icon: '\u25D0', color: 'Accent', word: 'Looked after' },
  snoozed: { icon: '\u25D1', color: 'Warning', word: 'Snoozed' },
  resolved: { icon: '\u2713', color: 'Good', word: 'Resolved' },
};

const severities: Record<AlertSeverityWord, Badge> = {
  high: { icon: '\u25A0', color: 'Attention', word: 'High' },
  medium: { icon: '\u25C6', color: 'Warning', word: 'Medium' },
  low: { icon: '\u25CF', color: 'Accent', word: 'Low' },
  info: { icon: '\u2139', color: 'Default', word: 'For your information' },
};

export function alertStateBadge(state: AlertStateWord): Badge {
  return states[state];
}

export function alertSeverityBadge(severity: AlertSeverityWord): Badge {
  return severities[severity];
}
