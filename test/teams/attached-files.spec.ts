import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Activity } from 'botbuilder';
import { createFileFetcher } from '../../src/teams/attached-files.ts';
import { createAuthority } from '../support/authority.ts';

const fileOfTeams = 'application/vnd.microsoft.teams.file.download.info';

describe('files attached to a message', () => {
  const fetchFiles = createFileFetcher({ domains: ['localhost'] });
  const trusted = getCACertificates('default');
  let server: Server;
  let origin: string;
  let seen: (string | undefined)[];

  before(async () => {
    const authority = await createAuthority();
    setDefaultCACertificates([...trusted, authority.cert]);
    server = createServer(await authority.issue(), (request, response) => {
      seen.push(request.headers.authorization);
      response.statusCode = { '/moved': 302, '/gone': 404 }[request.url ?? ''] ?? 200;
      if (request.url === '/moved') response.setHeader('location', '/mail');
      if (request.url === '/large') response.end(Buffer.alloc(6 * 1024 * 1024));
      else if (request.url === '/latin') response.end(Buffer.from('Subject: Gr\xfc\xdfe', 'latin1'));
      else response.end('Subject: Grüße');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    setDefaultCACertificates(trusted);
    server.close().closeAllConnections();
  });
  beforeEach(() => {
    seen = [];
  });

  function fetched(...attachments: object[]) {
    return fetchFiles({ attachments } as unknown as Activity, new AbortController().signal);
  }
  const file = (name: string, downloadUrl: unknown) => ({ contentType: fileOfTeams, name, content: { downloadUrl } });

  it('are read without sending a token', async () => {
    const { files, sentences } = await fetched(file('mail.eml', `${origin}/mail`));
    assert.deepEqual(files, [{ name: 'mail.eml', text: 'Subject: Grüße' }]);
    assert.deepEqual(sentences, []);
    assert.deepEqual(seen, [undefined]);
  });

  it('are read byte by byte when they are not UTF-8', async () => {
    const { files } = await fetched(file('mail.eml', `${origin}/latin`));
    assert.equal(files[0]?.text, 'Subject: Grüße');
  });

  it('may be mail in the activity itself', async () => {
    const { files } = await fetched({ contentType: 'message/rfc822', name: 'Fwd', content: 'Subject: a' });
    assert.deepEqual(files, [{ name: 'Fwd.eml', text: 'Subject: a' }]);
  });

  it('are not asked for at places that are not listed, however they are named', async () => {
    const places = [
      `https://127.0.0.1:${origin.split(':')[2]}/mail`,
      'https://localhost.evil.example/',
      'https://evillocalhost/',
      'http://sharepoint.com/mail',
      'file:///etc/passwd',
      7,
      undefined,
    ];
    for (const place of places) {
      const { files, sentences } = await fetched(file('mail.eml', place));
      assert.deepEqual(files, []);
      assert.match(sentences[0] ?? '', /may not read from/);
    }
    assert.deepEqual(seen, []);
  });

  it('are not followed to another address, and said to be unread when they cannot be had', async () => {
    for (const path of ['/moved', '/gone']) {
      const { files, sentences } = await fetched(file('mail.eml', `${origin}${path}`));
      assert.deepEqual(files, []);
      assert.match(sentences[0] ?? '', /could not be fetched/);
    }
    assert.equal(seen.length, 2);
  });

  it('are left when they are larger than 5 MB', async () => {
    const { files, sentences } = await fetched(file('mail.eml', `${origin}/large`));
    assert.deepEqual(files, []);
    assert.match(sentences[0] ?? '', /larger than 5 MB/);
  });

  it('are left aside when they are of another kind, and other attachments are no files', async () => {
    const { sentences } = await fetched(file('a.exe', `${origin}/mail`), { contentType: 'text/html', content: '<p>' });
    assert.equal(sentences.length, 1);
    assert.match(sentences[0] ?? '', /\.eml and \.txt/);
    assert.deepEqual(seen, []);
  });

  it('are read three at most', async () => {
    const { files, sentences } = await fetched(
      ...'abcd'.split('').map((name) => file(`${name}.txt`, `${origin}/mail`)),
    );
    assert.equal(files.length, 3);
    assert.match(sentences[0] ?? '', /first 3/);
  });
});
