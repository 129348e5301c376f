import type { Button } from '../../cards/buttons.ts';
import { refusalCard } from '../../cards/refusal/index.ts';
import type { Answer } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { words } from '../standard-answers.ts';

const buttons: Button[] = [
  { title: 'Open tickets', verb: 'ticket.list', data: {} },
  { title: 'All tickets', verb: 'ticket.list', data: { show: 'all' } },
  { title: 'Tell tickets here', verb: 'ticket.here', data: {} },
];

/** The first screen, and the help, of somebody who works on tickets and reads nobody's mail. */
export function ticketsWelcome(name: string): Answer {
  const greeting = name === '' ? 'Hello.' : `Hello ${name}.`;
  return messageAnswer(
    {
      title: 'Tickets of the customers you look after',
      paragraphs: [
        `${greeting} I bring you what customers share with ContactMonkey when they open a ticket, and take your answers to their administrators. You see the customers that are assigned to you, and of those what was shared.`,
      ],
      sections: [
        {
          heading: 'Just ask, for example',
          lines: [
            { text: 'which tickets wait for us?', mark: 'bullet' },
            { text: 'any news on CM-20417?', mark: 'bullet' },
            { text: 'tell tickets here', mark: 'bullet' },
          ],
        },
      ],
      buttons,
    },
    { audience: 'askerOnly' },
  );
}

/** The refusal of somebody who works on tickets and asked for something else. */
export function ticketsAlone(): Answer {
  const because = 'You work on tickets here, so I answer you about tickets alone, and looked nothing else up.';
  const advice =
    'An administrator of the customer asks me in their own organisation, and can share the answer on the ticket.';
  const card = refusalCard({ because, contacts: [advice], buttons });
  return words(`${because} ${advice}`, { card, unanswered: true, audience: 'askerOnly' });
}
