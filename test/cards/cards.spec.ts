import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import type { AdaptiveCard } from '../../src/cards/adaptive-card.ts';
import { cardBytes, maxCardBytes } from '../../src/cards/expand.ts';
import { cardSamples } from './samples/index.ts';
import { actionsOf, markdownTexts, typedNodes, wordsOf } from './walk.ts';

const schemaFile = new URL('../../../shared/schemas/adaptive-card-1.5.0.json', import.meta.url);
const cardFolders = new URL('../../src/cards/', import.meta.url);

describe('cards', () => {
  it('have samples with typical and worst data for every card there is', async () => {
    const folders = (await readdir(cardFolders, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    const missing = folders
      .filter((folder) => folder.name !== 'parts')
      .flatMap((folder) => [`${folder.name}-typical`, `${folder.name}-worst`])
      .filter((name) => !cardSamples.some((sample) => sample.name === name));
    assert.deepEqual(missing, []);
  });

  describe('validate against the official schema of version 1.5', () => {
    let validate: ValidateFunction;

    before(async function () {
      if (!existsSync(schemaFile)) {
        this.test?.parent?.tests.forEach((test) => {
          test.title += ' (skipped: ../shared/schemas/adaptive-card-1.5.0.json is not there)';
        });
        this.skip();
      }
      const schema = JSON.parse(await readFile(schemaFile, 'utf8')) as Record<string, unknown>;
      delete schema.id;
      const ajv = new Ajv({ strict: false, allErrors: false });
      ajv.addMetaSchema(createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json') as object);
      validate = ajv.compile(schema);
    });

    it('and an unknown property is found', () => {
      assert.equal(
        validate({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'x', wrp: true }] }),
        false,
      );
    });

    for (const sample of cardSamples) {
      it(sample.name, () => {
        const valid = validate(withoutTeamsExtensions(sample.build()));
        assert.ok(valid, JSON.stringify(validate.errors?.slice(0, 5)));
      });
    }
  });

  for (const sample of cardSamples) {
    describe(sample.name, () => {
      let card: AdaptiveCard;
      let json: string;

      before(() => {
        card = sample.build();
        json = JSON.stringify(card);
      });

      it('says what a reader must see and holds back what they must not', () => {
        const words = withoutSpaces(wordsOf(card));
        for (const shown of sample.shows)
          assert.ok(words.includes(withoutSpaces(shown)), `“${shown}” is missing from:\n${words}`);
        for (const hidden of sample.hides ?? []) assert.ok(!json.includes(hidden), `“${hidden}” is in the card`);
      });

      it('keeps within the size limit and names itself for clients without cards', () => {
        assert.ok(cardBytes(card) <= maxCardBytes, `${cardBytes(card)} bytes`);
        assert.equal(card.version, '1.5');
        assert.ok(card.fallbackText.length > 0 && card.fallbackText.length <= 2000);
      });

      it('has a heading, and every text block wraps', () => {
        const blocks = [...typedNodes(card)].filter((node) => node.type === 'TextBlock');
        assert.equal(blocks[0]?.style, 'heading');
        for (const block of blocks) assert.equal(block.wrap, true, String(block.text));
      });

      it('has at most six buttons, three of them in sight, each with its own name', () => {
        const actions = actionsOf(card);
        const titles = actions.map((action) => String(action.title).toLowerCase());
        assert.ok(actions.length <= 6, `${actions.length} buttons`);
        assert.ok(
          (card.actions ?? []).filter((action) => (action as { mode?: string }).mode !== 'secondary').length <= 3,
        );
        assert.equal(new Set(titles).size, titles.length, titles.join(', '));
        for (const title of titles) assert.ok(title.trim() !== '' && title.length <= 45, title);
      });

      it('gives each button a verb, its data as words, and a fallback that sends the same', () => {
        for (const action of actionsOf(card).filter((one) => one.type === 'Action.Execute')) {
          assert.match(String(action.verb), /^[a-z_]+[./][a-z_]+$|^[a-z]$/);
          const data = action.data as Record<string, unknown>;
          for (const value of Object.values(data)) {
            assert.ok(
              typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string')),
            );
          }
          const fallback = action.fallback as Record<string, unknown>;
          assert.deepEqual([fallback.type, fallback.title], ['Action.Submit', action.title]);
          assert.deepEqual(fallback.data, { ...data, verb: action.verb });
          assert.equal(fallback.associatedInputs, action.associatedInputs);
        }
      });

      it('labels every input', () => {
        for (const input of [...typedNodes(card)].filter((node) => String(node.type).startsWith('Input.'))) {
          // What stands beside a box that is ticked is its label.
          const label = input.type === 'Input.Toggle' ? input.title : input.label;
          assert.ok(typeof label === 'string' && label !== '', JSON.stringify(input));
        }
      });

      it('lets no text from outside act as Markdown, HTML, mention, link or expression', () => {
        for (const text of markdownTexts(card)) {
          assert.doesNotMatch(text, /[*_`~[\]\\]|^\s*(?:[#>]|[-+]\s|\d+[.)]\s)/, text);
        }
        const visible = [...typedNodes(card)].filter((node) => node.fontType !== 'Monospace');
        for (const node of visible) {
          for (const text of [node.text, node.title].filter((one) => typeof one === 'string')) {
            assert.doesNotMatch(text, /<\s*[a-z/!]|\]\(|\$\{|\{\{/i, text);
            assert.doesNotMatch(text, /[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]|(?!\n)\p{Cc}/u, text);
            assert.doesNotMatch(text, /https?:\/\/evil/i, text);
          }
          if (node.type === 'Action.OpenUrl') assert.match(String(node.url), /^https:\/\/[^@]*$/);
        }
      });
    });
  }
});

function withoutTeamsExtensions(card: object): object {
  return JSON.parse(
    JSON.stringify(card, (key, value) => (['msteams', 'targetWidth'].includes(key) ? undefined : value)),
  );
}

/** A line may be made of several runs. */
function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '');
}
