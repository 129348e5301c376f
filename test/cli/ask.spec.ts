import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './run-cli.ts';

describe('quarantine-watch ask', function () {
  this.timeout(60_000);

  it('prints one JSON document with the keys scripts rely on', async () => {
    const { code, stdout } = await runCli(['ask', '--sandbox', '--json', 'what is in quarantine']);
    const document = JSON.parse(stdout);
    assert.equal(code, 0);
    assert.equal(document.intent, 'quarantine.list');
    assert.equal(typeof document.confidence, 'number');
    assert.deepEqual(document.entities, {});
    assert.match(document.answer.text, /quarantined messages of ContactMonkey mail/);
    assert.equal(document.answer.card.type, 'AdaptiveCard');
    assert.deepEqual(document.sources, ['Get-QuarantineMessage']);
  });

  it('stops before the answer with --understand, and needs no tenant for it', async () => {
    const { code, stdout } = await runCli(['ask', '--understand', 'what does SFV:SKQ mean']);
    assert.equal(code, 0);
    const { confidence, ...rest } = JSON.parse(stdout);
    assert.ok(confidence > 0.9 && confidence <= 1);
    const entities = { header: 'SFV:SKQ' };
    assert.deepEqual(rest, { intent: 'headers.explain', entities, answer: null, sources: [] });
  });

  it('asks one question a line with --batch, plain or JSON, from a file or standard input', async () => {
    const lines = 'what is in quarantine\n\n{"text": "what does SFV:SKQ mean", "id": 7}\n"help"\n';
    const file = join(await mkdtemp(join(tmpdir(), 'ask-')), 'questions.jsonl');
    await writeFile(file, lines);
    const fromFile = await runCli(['ask', '--understand', '--batch', file]);
    const fromInput = await runCli(['ask', '--understand', '--batch', '-'], lines);
    const documents = fromFile.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      documents.map(({ text, intent }) => [text, intent]),
      [
        ['what is in quarantine', 'quarantine.list'],
        ['what does SFV:SKQ mean', 'headers.explain'],
        ['help', 'smalltalk/help'],
      ],
    );
    assert.equal(fromInput.stdout, fromFile.stdout);
  });

  it('ends with 1 when the question could not be answered', async () => {
    const { code, stdout } = await runCli(['ask', '--sandbox', '--json', 'why number 7?']);
    assert.equal(code, 1);
    assert.match(JSON.parse(stdout).answer.text, /not listed anything yet/);
  });

  it('ends with 2 and a sentence for bad usage, and prints nothing to standard output', async () => {
    const cases: [args: string[], env: Record<string, string>, sentence: RegExp][] = [
      [['ask'], {}, /Ask something/],
      [['ask', '--nonsense', 'x'], {}, /Unknown option '--nonsense'/],
      [['ask', '--batch', '/no/such/file'], {}, /cannot be read \(ENOENT\)/],
      [['ask', '--tenant', 'x.json', 'hi'], {}, /--tenant goes with --sandbox/],
      [['ask', 'what is in quarantine'], {}, /TENANT_ID/],
      [['nonsense'], {}, /There is no command "nonsense"/],
      [[], {}, /Usage: quarantine-watch COMMAND/],
    ];
    for (const [args, env, sentence] of cases) {
      const { code, stdout, stderr } = await runCli(args, '', env);
      assert.equal(code, 2, args.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, sentence);
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  });

  it('lists its commands on --help', async () => {
    const { code, stdout } = await runCli(['--help']);
    assert.equal(code, 0);
    for (const command of ['ask', 'headers', 'snapshot']) assert.match(stdout, new RegExp(`^  ${command}\\b`, 'm'));
  });

  it('loads neither the bot SDK nor the database', async () => {
    const preload = `data:text/javascript,${encodeURIComponent(
      "import { registerHooks } from 'node:module'; registerHooks({ resolve(s, c, next) { if (/botbuilder|teams-ai|restify|pglite/.test(s)) { process.stderr.write('LOADED ' + s); } return next(s, c); } });",
    )}`;
    const { stderr } = await runCli(['ask', '--sandbox', 'help'], '', { NODE_OPTIONS: `--import=${preload}` });
    assert.doesNotMatch(stderr, /LOADED/);
  });
});
