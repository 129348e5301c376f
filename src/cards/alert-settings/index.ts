import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button } from '../buttons.ts';
import { plainText } from '../escape.ts';
import { expand } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import template from './template.json' with { type: 'json' };

/** The alerts of one place. Times of day are HH:MM in `timeZone`. */
export interface AlertSettingsData {
  /** What was just done, and what was wrong with what was sent; empty when nothing. */
  said: string;
  complaint: string;
  isOn: boolean;
  timeZone: string;
  settings: {
    minSeverity: string;
    campaigns: string[] | null;
    quiet: { from: string; to: string } | null;
    digest: { at: string; days: string[] } | null;
    escalation: {
      afterMinutes: number;
      mention: { name: string } | null;
      secondConversationId: string | null;
      csm: boolean;
    } | null;
    mutedUntil: string | null;
  };
  /** Other places whose alerts can be had here instead. */
  movable: { id: string; name: string }[];
}

const mostPlaces = 10;

/** Sends `notifications.config` with `do: save` and the fields of the form. */
export function alertSettingsCard(data: AlertSettingsData): AdaptiveCard {
  const { settings } = data;
  return expand(template, {
    title: data.isOn ? '\u2713 Alerts come here' : '\u25CB No alerts come here',
    said: data.said === '' ? [] : [{ words: plainText(data.said, 300) }],
    complaint: data.complaint === '' ? [] : [{ words: plainText(data.complaint, 200) }],
    minSeverity: settings.minSeverity,
    campaigns: plainText((settings.campaigns ?? []).join(', '), 300),
    quietFrom: settings.quiet?.from ?? '',
    quietTo: settings.quiet?.to ?? '',
    digestDays: digestChoice(settings.digest?.days ?? []),
    digestAt: settings.digest?.at ?? '09:00',
    escalateAfter: settings.escalation === null ? '' : String(settings.escalation.afterMinutes),
    callMe: String((settings.escalation?.mention ?? null) !== null),
    second: settings.escalation?.secondConversationId ?? 'none',
    seconds: [
      { title: 'No other', value: 'none' },
      ...data.movable
        .slice(0, mostPlaces)
        .map(({ id, name }) => ({ title: plainText(name, 60) || 'A place', value: id })),
    ],
    csm: String(settings.escalation?.csm ?? false),
    zone: `Times are those of ${plainText(data.timeZone, 60)}. What is urgent comes at any hour.`,
    save: { do: 'save' },
    saveSubmit: { do: 'save', verb: 'notifications.config' },
    saveTitle: data.isOn ? 'Save' : 'Alert here',
    fallbackText: fallbackText(data.isOn ? 'Alerts come here' : 'No alerts come here', data.said, data.complaint),
    buttons: actionBar(buttons(data)).buttons,
  });
}

function digestChoice(days: string[]): string {
  if (days.length === 7) return 'daily';
  if (days.length === 5) return 'weekdays';
  return days.length === 0 ? 'none' : 'monday';
}

function buttons(data: AlertSettingsData): Button[] {
  const button = (title: string, about: Record<string, string>): Button => ({
    title,
    verb: 'notifications.config',
    data: about,
  });
  return [
    ...(data.isOn ? [button('Stop alerts here', { do: 'stop' })] : []),
    button('Where do alerts go?', { do: 'places' }),
    { title: 'Policy summary here', verb: 'policy.digest', data: {} },
    ...data.movable.slice(0, 2).map(({ id, name }) => button(`Move from ${name}`, { do: 'move', from: id })),
  ].slice(0, 5);
}
