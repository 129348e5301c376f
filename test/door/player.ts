import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What a player was asked over the wire, for the test to read back at `/_calls`. */
export interface PlayedCall {
  method: string;
  path: string;
  authorization: string | null;
  body: string;
}

export type Role = 'entra' | 'graph' | 'exchange' | 'connector';

interface Answer {
  status: number;
  body: unknown;
}

const { PLAYER_KEY = '', PLAYER_CERT = '', PLAYER_KEY_SET = '{}', PLAYER_GROUP = '', PLAYER_MEMBER = '' } = process.env;
const calls: PlayedCall[] = [];

function quarantineRow() {
  const received = new Date(Date.now() - 86_400_000);
  return {
    Identity: '4c1d9e70-3b52-4f6a-91c8-08df27a1b3c4\\a7e0c5d2-6f18-9b34-2d7c-0e5b8f1a9c63',
    ReceivedTime: received.toISOString(),
    Expires: new Date(received.getTime() + 30 * 86_400_000).toISOString(),
    MessageId: '<cm-1@mail.contoso.example>',
    SenderAddress: 'news@contoso.example',
    RecipientAddress: ['adele@contoso.example'],
    Subject: 'CM Test - The autumn letter',
    Size: 170641,
    Type: 'Bulk',
    QuarantineTypes: 'Bulk',
    PolicyType: 'HostedContentFilterPolicy',
    PolicyName: 'Default',
    TagName: 'DefaultFullAccessPolicy',
    ReleaseStatus: 'NOTRELEASED',
    RecipientCount: 1,
    Direction: 'Inbound',
    EntityType: 'Email',
    ReleasedUser: [],
    ReleasedBy: [],
  };
}

function exchange(call: PlayedCall): Answer {
  const { CmdletInput } = JSON.parse(call.body) as {
    CmdletInput: { CmdletName: string; Parameters: { Page?: number } };
  };
  const held = CmdletInput.CmdletName === 'Get-QuarantineMessage' && (CmdletInput.Parameters.Page ?? 1) === 1;
  return { status: 200, body: { '@adminapi.warnings': [], value: held ? [quarantineRow()] : [] } };
}

function graph(call: PlayedCall): Answer {
  if (call.path.includes('/checkMemberGroups'))
    return { status: 200, body: { value: call.path.includes(PLAYER_MEMBER) ? [PLAYER_GROUP] : [] } };
  return { status: 403, body: { error: { code: 'Forbidden', message: 'Missing application roles.' } } };
}

function entra(call: PlayedCall): Answer {
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  if (call.path === '/keys') return { status: 200, body: JSON.parse(PLAYER_KEY_SET) };
  if (call.path === '/openid') return { status: 200, body: { jwks_uri: `${origin}/keys` } };
  if (call.method !== 'POST') {
    const tenant = `${origin}/${call.path.split('/')[1]}`;
    const endpoints = { authorization_endpoint: `${tenant}/authorize`, token_endpoint: `${tenant}/oauth2/v2.0/token` };
    return { status: 200, body: { issuer: `${tenant}/v2.0`, jwks_uri: `${origin}/keys`, ...endpoints } };
  }
  const client = new URLSearchParams(call.body).get('client_id');
  const token = { token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: `token-of-${client}` };
  return { status: 200, body: token };
}

function connector(call: PlayedCall): Answer {
  return { status: call.method === 'POST' ? 201 : 200, body: { id: `m${calls.length}` } };
}

const roles: Record<Role, (call: PlayedCall) => Answer> = { entra, graph, exchange, connector };
const role = roles[process.argv[2] as Role];

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = '', url = '', headers } = request;
  const respond = ({ status, body }: Answer) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(body));
  };
  if (url === '/_calls' && method === 'DELETE') calls.length = 0;
  if (url === '/_calls') return respond({ status: 200, body: calls });
  const body = Buffer.concat(chunks).toString('utf8');
  const call = { method, path: url, authorization: headers.authorization ?? null, body };
  calls.push(call);
  respond(role(call));
}

const server = createServer({ key: PLAYER_KEY, cert: PLAYER_CERT }, handle);
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.on('disconnect', () => process.exit(0));
