import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runHeaders } from '../../src/cli/headers.ts';
import { headerFile } from '../support/mail-evidence.ts';

const fixtures = join(import.meta.dirname, '../support/headers');

async function run(args: string[], input: { stdin?: string | Uint8Array; env?: Record<string, string> } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await runHeaders(args, {
    stdin: (async function* () {
      if (input.stdin !== undefined) yield input.stdin;
    })(),
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    ...(input.env ? { env: input.env } : {}),
  });
  return { exitCode, stdout: out.join(''), stderr: err.join('') };
}

describe('The headers command', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headers-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('prints one JSON document with exactly the promised facts for standard input', async () => {
    const { exitCode, stdout, stderr } = await run(['--json'], { stdin: headerFile('asf-web-bug.txt') });
    const document = JSON.parse(stdout);

    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.deepEqual(Object.keys(document.fields), [
      ...['scl', 'sfv', 'cat', 'bcl', 'dir', 'ipv', 'cip', 'ctry', 'sfty', 'spf', 'dkim', 'dmarc', 'compauth'],
      ...['fromDomain', 'mailFromDomain', 'networkMessageId'],
    ]);
    assert.equal(document.path, 'email-delivery');
    assert.equal(document.untrusted, false);
    const [{ component, setting, evidence, certainty, explanation }] = document.causes;
    assert.deepEqual([component, setting, certainty], ['anti-spam', 'MarkAsSpamWebBugsInHtml', 'certain']);
    assert.deepEqual(evidence, ['header X-CustomSpam: Web bug']);
    assert.match(explanation, /tracking pixel/);
  });

  it('prints one line for each of several files, with its name', async () => {
    const files = ['bulk.txt', 'whole-message.eml'].map((name) => join(fixtures, name));
    const { exitCode, stdout } = await run(['--json', ...files]);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

    assert.equal(exitCode, 0);
    assert.deepEqual(
      lines.map(({ file, fields }) => [file, fields.cat]),
      [
        [files[0], 'BULK'],
        [files[1], 'NONE'],
      ],
    );
  });

  it('tells a file that cannot be read in a sentence, reads the others, and ends with 2', async () => {
    const { exitCode, stdout, stderr } = await run(['--json', join(folder, 'absent.txt'), join(fixtures, 'bulk.txt')]);

    assert.equal(exitCode, 2);
    assert.match(stderr, /absent\.txt cannot be read \(ENOENT\)\.\n$/);
    assert.equal(JSON.parse(stdout).fields.cat, 'BULK');
  });

  it('tells a folder in place of a file, and an unknown option', async () => {
    assert.equal((await run([folder])).exitCode, 2);
    const { exitCode, stderr } = await run(['--jsonn']);
    assert.equal(exitCode, 2);
    assert.match(stderr, /--jsonn/);
  });

  it('ends with 2, as bad input, and facts that are all null when there is no header field', async () => {
    const { exitCode, stdout, stderr } = await run(['--json'], { stdin: 'nothing of that kind' });

    assert.equal(exitCode, 2);
    assert.match(stderr, /holds no mail header field/);
    assert.ok(Object.values(JSON.parse(stdout).fields).every((value) => value === null));
  });

  it('reads files that PowerShell saved as UTF-16', async () => {
    const file = join(folder, 'utf16.txt');
    await writeFile(file, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(headerFile('bulk.txt'), 'utf16le')]));

    assert.equal(JSON.parse((await run(['--json', file])).stdout).fields.cat, 'BULK');
  });

  it('goes by the sender profile that is named or in the environment', async () => {
    const profile = join(folder, 'profile.json');
    await writeFile(profile, JSON.stringify({ sendingIps: ['198.51.100.23'] }));
    const certainty = async (args: string[], env: Record<string, string> = {}) =>
      JSON.parse((await run(['--json', join(fixtures, 'bulk.txt'), ...args], { env })).stdout).pathCertainty;

    assert.equal(await certainty([]), 'likely');
    assert.equal(await certainty(['--profile', profile]), 'certain');
    assert.equal(await certainty([], { PROFILE: profile }), 'certain');
  });

  it('does not go on with a profile that is not JSON', async () => {
    const profile = join(folder, 'broken.json');
    await writeFile(profile, '{"regions": ["eu"');
    const { exitCode, stdout, stderr } = await run(['--profile', profile, join(fixtures, 'bulk.txt')]);

    assert.deepEqual([exitCode, stdout], [2, '']);
    assert.match(stderr, /not JSON/);
  });

  it('prints readable text without --json: cause, path, meanings', async () => {
    const { stdout } = await run([join(fixtures, 'spoof-of-own-domain.txt')]);

    assert.match(stdout, /Sending path: email-delivery \(likely\)/);
    assert.match(stdout, /Cause: anti-phish, AuthenticationFailAction \(certain\)/);
    assert.match(stdout, /CAT: SPOOF\. Spoofing/);
  });

  it('lets no text of the mail steer the terminal', async () => {
    const { stdout } = await run([], {
      stdin: 'Subject: \u001b]0;owned\u0007\u202egnp.exe\u009b2J\nX-CustomSpam: \u001b[31mred\n',
    });

    assert.doesNotMatch(stdout.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
  });
});
