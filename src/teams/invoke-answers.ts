import type { InvokeResponse } from 'botbuilder';

/** Microsoft Learn, "Universal Actions for Adaptive Cards": shows a line to the person who pressed, card unchanged. */
export function cardSays(text: string): InvokeResponse {
  return {
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text },
  };
}

export function cardError(statusCode: 400 | 500, code: string, message: string): InvokeResponse {
  return { status: 200, body: { statusCode, type: 'application/vnd.microsoft.error', value: { code, message } } };
}

/** The bodies Teams expects for invokes this bot has no use for, by the family of their name. */
const familyAnswers: [prefix: string, body: (text: string) => object][] = [
  ['composeExtension/', (text) => ({ composeExtension: { type: 'message', text } })],
  ['task/', (value) => ({ task: { type: 'message', value } })],
  [
    'search',
    () => ({ statusCode: 200, type: 'application/vnd.microsoft.search.searchResponse', value: { results: [] } }),
  ],
];

export function unknownInvoke(name: string, text: string): InvokeResponse {
  if (name === 'adaptiveCard/action') return cardError(400, 'BadRequest', text);
  const family = familyAnswers.find(([prefix]) => name.startsWith(prefix) || name === `application/${prefix}`);
  return { status: 200, body: family === undefined ? {} : family[1](text) };
}
