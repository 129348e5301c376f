import { DateTime } from 'luxon';
import type { AlertRoom } from '../../alerts/alert-room.ts';
import { type AlertSettings, alertSettings, standardSettings } from '../../alerts/settings.ts';
import type { ListedPlace } from '../../alerts/subscribe.ts';
import { type AlertSettingsData, alertSettingsCard } from '../../cards/alert-settings/index.ts';
import { personOf } from '../alerts/press-question.ts';
import { alertRoom } from '../alerts/room-of.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { refused } from '../shared/refused.ts';
import { words } from '../standard-answers.ts';
import { examples } from './examples.ts';
import { formOf } from './form-of.ts';
import { muteUntil, type Wish, wishOf } from './wish-of.ts';

/** Where alerts go and what of: here, moved, stopped, by severity and campaign, with quiet hours and digests. */
export const question: Question = {
  intent: 'notifications.config',
  help: 'Alerts: here, elsewhere, less, quiet hours, digest',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const room = alertRoom(deps);
  const wish = pressed(request) ?? wishOf(request.text, request.now, request.asker.timeZone);
  if (wish.kind === 'places') return placesAnswer(await room.places(), request);
  if (wish.kind === 'elsewhere') return elsewhere();
  const here = request.conversationId;
  if (here === undefined)
    return words('Alerts are set in the Teams chat or channel that gets them.', { unanswered: true });
  if (wish.kind === 'settings') return settingsAnswer(room, request, here, '');
  if (wish.kind === 'propose') return settingsAnswer(room, request, here, wish.told, '', wish.change);
  if (wish.kind === 'askUntil') return askUntil(request);
  if (!maySet(request)) return refused(request, deps, 'notifications.config', mayNot());
  if (wish.kind === 'stop') return stopped(await room.stop(here, personOf(request)));
  if (wish.kind === 'moveHere') {
    const others = (await room.places()).filter((place) => place.conversationId !== here);
    if (others.length > 0) return fromWhere(others);
  }
  if (wish.kind === 'move') return moved(room, request, wish.from, here);
  if (wish.kind === 'save') return save(room, request, here);
  const reader = { locale: request.asker.locale, timeZone: request.asker.timeZone };
  const change = wish.kind === 'change' ? wish.change : { mutedUntil: null };
  await room.alertHere(here, { ...reader, ...change }, personOf(request));
  return settingsAnswer(room, request, here, wish.kind === 'change' ? wish.told : 'Alerts come here from now on.');
}

type Asked = Wish | { kind: 'save' } | { kind: 'move'; from: string };

/** What a button of the settings card asks for; null when a sentence was said. */
function pressed(request: QuestionRequest): Asked | null {
  const wanted = one(request.entities, 'do');
  const from = one(request.entities, 'from');
  const until = DateTime.fromISO(one(request.entities, 'until') ?? '');
  if (wanted === 'mute' && until.isValid) return muteUntil(until, request.asker.timeZone);
  if (wanted === 'move' && from !== null) return { kind: 'move', from };
  if (wanted === 'save' || wanted === 'stop' || wanted === 'here' || wanted === 'places') return { kind: wanted };
  return request.text === '' ? { kind: 'settings' } : null;
}

/** In their own chat readers decide for themselves; for others operators and approvers do. */
function maySet(request: QuestionRequest): boolean {
  return request.place === 'personal' || isOperator(request);
}

function isOperator({ asker }: QuestionRequest): boolean {
  return asker.roles.includes('operator') || asker.roles.includes('approver');
}

function mayNot(): Answer {
  const text =
    'The alerts of a channel are set by operators and approvers. In our personal chat you can set your own: say “alert here” there.';
  return words(text, { unanswered: true, audience: 'askerOnly' });
}

async function save(room: AlertRoom, request: QuestionRequest, here: string): Promise<Answer> {
  const { timeZone, locale } = request.asker;
  const places = await room.places();
  const before = places.find((place) => place.conversationId === here)?.settings ?? standardSettings;
  const others = places.map((place) => place.conversationId).filter((id) => id !== here);
  const by = { asker: personOf(request), timeZone, at: request.now.toISOString(), mayShare: isOperator(request) };
  const form = formOf(request.entities, by, before, others);
  if ('complaint' in form) return settingsAnswer(room, request, here, '', form.complaint);
  const whole = alertSettings.safeParse({ ...before, ...form.change, locale, timeZone });
  if (!whole.success)
    return settingsAnswer(room, request, here, '', 'Choose from the lists, and give times as HH:MM, such as 22:00.');
  await room.alertHere(here, { ...form.change, locale, timeZone }, personOf(request));
  return settingsAnswer(room, request, here, 'Saved.');
}

async function moved(room: AlertRoom, request: QuestionRequest, from: string, here: string): Promise<Answer> {
  const place = await room.move(from, here, personOf(request));
  if (place === null) return words('There were no alerts to move: somebody may have moved or stopped them already.');
  return settingsAnswer(room, request, here, 'The alerts come here now, with the same settings.');
}

async function settingsAnswer(
  room: AlertRoom,
  request: QuestionRequest,
  here: string,
  said: string,
  complaint = '',
  proposed: Partial<AlertSettings> = {},
): Promise<Answer> {
  const places = await room.places();
  const mine = places.find((place) => place.conversationId === here) ?? null;
  const others = places.filter((place) => place !== mine);
  const data: AlertSettingsData = {
    said,
    complaint,
    isOn: mine !== null,
    timeZone: request.asker.timeZone,
    settings: { ...(mine?.settings ?? standardSettings), ...proposed },
    movable: others.map((place) => ({ id: place.conversationId, name: nameOf(place) })),
  };
  const text = [said, complaint, mine === null ? 'No alerts come here.' : ''].filter((part) => part !== '').join(' ');
  return words(text || 'These are the alert settings of this place.', { card: alertSettingsCard(data) });
}

function askUntil({ now, asker }: QuestionRequest): Answer {
  const local = DateTime.fromJSDate(now, { zone: asker.timeZone });
  const morning = { hour: 8, minute: 0, second: 0, millisecond: 0 };
  const ends: [string, DateTime][] = [
    ['For 1 hour', local.plus({ hours: 1 })],
    ['Until tomorrow 8:00', local.plus({ days: 1 }).set(morning)],
    ['Until Monday 8:00', local.plus({ days: 8 - local.weekday }).set(morning)],
  ];
  return messageAnswer({
    title: 'Until when?',
    paragraphs: ['Nothing is changed yet. Or say it with its end, such as “mute until Friday 14:00”.'],
    buttons: ends.map(([title, end]) => ({
      title,
      verb: 'notifications.config',
      data: { do: 'mute', until: end.toUTC().toISO() ?? '' },
    })),
  });
}

function fromWhere(others: ListedPlace[]): Answer {
  const move = others.slice(0, 4).map((place) => ({
    title: `Move from ${nameOf(place)}`,
    verb: 'notifications.config',
    data: { do: 'move', from: place.conversationId },
  }));
  return messageAnswer({
    title: 'Move the alerts here from where?',
    paragraphs: ['Nothing is changed yet. A place whose alerts are moved gets no new ones and is told so.'],
    buttons: [...move, { title: 'Alert here as well', verb: 'notifications.config', data: { do: 'here' } }],
  });
}

function stopped(was: boolean): Answer {
  return messageAnswer({
    title: was ? 'Alerts stopped here' : 'No alerts came here',
    tone: 'info',
    paragraphs: ['Cards that stand here are kept up to date; new ones are not posted.'],
    buttons: [{ title: 'Alert here again', verb: 'notifications.config', data: { do: 'here' } }],
  });
}

function elsewhere(): Answer {
  return messageAnswer({
    title: 'Alerts in another place',
    paragraphs: [
      'I can post only where I was added. Go to that channel or chat, mention me and say “alert here”; the card there also offers to move the alerts of another place.',
    ],
    buttons: [{ title: 'Where do alerts go?', verb: 'notifications.config', data: { do: 'places' } }],
  });
}

function placesAnswer(places: ListedPlace[], request: QuestionRequest): Answer {
  const lines = places.map((place) => ({
    label: nameOf(place),
    text: `${place.settings.minSeverity === 'info' ? 'everything' : `${place.settings.minSeverity} and above`}${
      place.state === 'active' ? '' : ` \u2013 nothing arrives there: ${place.stateWhy ?? 'I was not heard of there.'}`
    }`,
    mark: place.state === 'active' ? ('good' as const) : ('warning' as const),
  }));
  return messageAnswer({
    title: lines.length === 0 ? 'Alerts go nowhere yet' : 'Where alerts go',
    ...(lines.length === 0 ? { tone: 'warning' as const } : {}),
    paragraphs: lines.length === 0 ? ['Say “alert here” in the channel that should get them.'] : [],
    sections: [{ heading: 'Places', lines }],
    buttons: [
      ...(request.conversationId === undefined
        ? []
        : [{ title: 'Alert here', verb: 'notifications.config', data: { do: 'here' } }]),
      { title: 'Settings of this place', verb: 'notifications.config', data: {} },
    ],
  });
}

function nameOf({ name, kind }: ListedPlace): string {
  if (name !== null) return name;
  return kind === 'channel' ? 'a channel' : kind === 'groupChat' ? 'a group chat' : 'a personal chat';
}
