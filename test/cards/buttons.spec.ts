import assert from 'node:assert/strict';
import { actionBar, buttonView } from '../../src/cards/buttons.ts';

const button = (title: string) => ({ title, verb: 'quarantine.list', data: { page: 'x' } });

describe('buttons of a card', () => {
  it('are six at most, links included, with the first three in sight', () => {
    const bar = actionBar(
      [1, 2, 3, 4].map((number) => button(`B${number}`)),
      [1, 2, 3, 4].map((number) => ({ title: `L${number}`, url: 'https://x.example/' })),
    );
    const all = [...bar.buttons, ...bar.links];
    assert.deepEqual(
      all.map((one) => `${one.title} ${one.mode}`),
      ['B1 primary', 'B2 primary', 'B3 primary', 'B4 secondary', 'L1 secondary', 'L2 secondary'],
    );
  });

  it('never share a name, whatever its case', () => {
    const bar = actionBar([button('Why?'), button('why?'), button('Why?')]);
    assert.deepEqual(
      bar.buttons.map((one) => one.title),
      ['Why?', 'why? (2)', 'Why? (3)'],
    );
  });

  it('have a name even when none was given', () => {
    assert.equal(actionBar([button('\u200B')]).buttons[0]?.title, 'Open');
  });

  it('drop links that are not https', () => {
    assert.deepEqual(actionBar([], [{ title: 'x', url: 'http://x.example' }]).links, []);
  });

  it('send their data unchanged, with the verb for clients that know no verbs', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a subject that somebody asked for
    const data = { subject: '**${x}**', message: 'a\\b' };
    assert.deepEqual(buttonView({ title: 'Why?', verb: 'quarantine.why', data }), {
      title: 'Why?',
      verb: 'quarantine.why',
      data,
      submitData: { ...data, verb: 'quarantine.why' },
    });
  });
});
