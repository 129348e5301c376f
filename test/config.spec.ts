import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig, variables } from '../src/config.ts';

const tenant = '8d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de901';
const other = '9d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de902';
const least = {
  TENANT_ID: tenant,
  CLIENT_ID: 'aaaaaaaa-0000-4000-8000-00000000000a',
  CLIENT_SECRET: 'reader-secret',
  BOT_APP_ID: 'BBBBBBBB-0000-4000-8000-00000000000b',
  BOT_APP_SECRET: 'bot-secret',
};

function problemsOf(env: Record<string, string | undefined>): string[] {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems.map((problem) => `${problem.variable} ${problem.sentence}`);
  }
  return [];
}

describe('configuration from the environment', () => {
  it('is complete with the few variables that have no default', () => {
    const config = readConfig(least);
    assert.equal(config.sandbox, false);
    assert.equal(config.port, 3978);
    assert.deepEqual(config.bot, {
      tenantId: tenant,
      clientId: 'bbbbbbbb-0000-4000-8000-00000000000b',
      credential: { kind: 'secret', secret: 'bot-secret' },
    });
    assert.deepEqual(config.allowedTenants, [tenant]);
    assert.equal(config.entraUrl, 'https://login.microsoftonline.com');
    assert.equal(config.exchangeUrl, 'https://outlook.office365.com');
    assert.equal(config.graphUrl, 'https://graph.microsoft.com');
    assert.equal(config.botTokenIssuer, 'https://api.botframework.com');
    assert.ok(config.botServiceHosts.includes('smba.trafficmanager.net'));
    assert.deepEqual(config.groups, { reader: [], operator: [], approver: [], csm: [] });
    assert.equal(config.operator, null);
  });

  it('names everything that is missing at once', () => {
    const names = problemsOf({}).map((problem) => problem.split(' ')[0]);
    assert.deepEqual(names.toSorted(), ['BOT_APP_ID', 'CLIENT_ID', 'TENANT_ID']);
  });

  it('asks a single-tenant bot for a secret or certificate and a managed identity for neither', () => {
    assert.match(problemsOf({ ...least, BOT_APP_SECRET: '' })[0] ?? '', /^BOT_APP_SECRET is missing/);
    assert.match(problemsOf({ ...least, BOT_APP_TYPE: 'userassignedmsi' })[0] ?? '', /takes neither/);
    const managed = readConfig({ ...least, BOT_APP_TYPE: 'UserAssignedMSI', BOT_APP_SECRET: undefined });
    assert.deepEqual(managed.bot?.credential, { kind: 'managedIdentity' });
    assert.match(problemsOf({ ...least, BOT_APP_TYPE: 'MultiTenant' })[0] ?? '', /SingleTenant, UserAssignedMSI/);
  });

  it('takes the reader without secret or certificate for a managed identity', () => {
    const config = readConfig({ ...least, CLIENT_SECRET: undefined });
    assert.deepEqual(config.reader.credential, { kind: 'managedIdentity' });
  });

  it('reads certificates by path and refuses a path that cannot be read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-'));
    const path = join(folder, 'bot.pem');
    writeFileSync(path, 'pem');
    const config = readConfig({ ...least, BOT_APP_SECRET: '', BOT_APP_CERTIFICATE_PATH: path });
    assert.deepEqual(config.bot?.credential, { kind: 'certificate', path });
    assert.match(problemsOf({ ...least, BOT_APP_CERTIFICATE_PATH: path })[0] ?? '', /both set/);
    rmSync(folder, { recursive: true });
    assert.match(problemsOf({ ...least, PROFILE: path })[0] ?? '', /^PROFILE names a file that cannot be read/);
  });

  it('accepts https addresses, and http for this machine only', () => {
    for (const good of ['https://entra.example', 'http://127.0.0.1:9', 'http://localhost:9/', 'http://[::1]:9']) {
      assert.equal(readConfig({ ...least, ENTRA_URL: good }).entraUrl, good.replace(/\/$/, ''));
    }
    for (const bad of ['http://entra.example', 'http://127.0.0.1.example', 'ftp://x', 'entra', 'https://u:p@x']) {
      assert.match(problemsOf({ ...least, ENTRA_URL: bad })[0] ?? '', /^ENTRA_URL should hold an https address/, bad);
    }
  });

  it('keeps the spelling of the token issuer', () => {
    assert.equal(readConfig({ ...least, BOT_TOKEN_ISSUER: 'https://Issuer/' }).botTokenIssuer, 'https://Issuer/');
  });

  it('reads lists with blanks and in any case', () => {
    const config = readConfig({
      ...least,
      ALLOWED_TENANTS: ` ${tenant.toUpperCase()} , ${other}, `,
      READER_GROUPS: other.toUpperCase(),
      BOT_SERVICE_HOSTS: 'SMBA.example , localhost',
    });
    assert.deepEqual(config.allowedTenants, [tenant, other]);
    assert.deepEqual(config.groups.reader, [other]);
    assert.deepEqual(config.botServiceHosts, ['smba.example', 'localhost']);
  });

  it('allows the tenant of the bot besides the one that is read', () => {
    assert.deepEqual(readConfig({ ...least, BOT_TENANT_ID: other }).allowedTenants, [tenant, other]);
  });

  it('refuses what is no list of ids or hosts, no port, no database address', () => {
    assert.match(problemsOf({ ...least, READER_GROUPS: 'Mail admins' })[0] ?? '', /^READER_GROUPS .*GUIDs/);
    assert.match(problemsOf({ ...least, BOT_SERVICE_HOSTS: 'https://x' })[0] ?? '', /without scheme, port or path/);
    assert.match(problemsOf({ ...least, BOT_SERVICE_HOSTS: 'x:443' })[0] ?? '', /without scheme, port or path/);
    assert.match(problemsOf({ ...least, PORT: '70000' })[0] ?? '', /port number/);
    assert.match(problemsOf({ ...least, DATABASE_URL: 'mysql://u:pw@h/d' })[0] ?? '', /postgresql:/);
    assert.match(problemsOf({ ...least, OPERATOR_CLIENT_SECRET: 'x' })[0] ?? '', /^OPERATOR_CLIENT_ID is missing/);
  });

  it('refuses a tenant of ContactMonkey that is not let in at the door', () => {
    assert.match(
      problemsOf({ ...least, CSM_TENANT_ID: other })[0] ?? '',
      /^CSM_TENANT_ID is not among ALLOWED_TENANTS/,
    );
    assert.equal(readConfig({ ...least, BOT_TENANT_ID: other, CSM_TENANT_ID: other }).csmTenantId, other);
    const allowed = { ...least, ALLOWED_TENANTS: `${tenant},${other}`, CSM_TENANT_ID: other.toUpperCase() };
    assert.equal(readConfig(allowed).csmTenantId, other);
  });

  it('refuses secrets of webhooks that can be guessed', () => {
    const env = { ...least, TICKET_WEBHOOK_URL: 'https://desk.example', TICKET_WEBHOOK_SECRET: 'x' };
    assert.match(problemsOf(env)[0] ?? '', /^TICKET_WEBHOOK_SECRET should hold at least 16 characters/);
    assert.match(problemsOf({ ...least, ZENDESK_WEBHOOK_SECRET: 'short' })[0] ?? '', /^ZENDESK_WEBHOOK_SECRET should/);
    assert.deepEqual(problemsOf({ ...env, TICKET_WEBHOOK_SECRET: 'a-secret-of-20-chars' }), []);
  });

  it('never repeats a value, secret or not', () => {
    const env = Object.fromEntries(variables.map(({ name }) => [name, `hush-${name}`]));
    const told = problemsOf(env).join('\n');
    assert.ok(told.length > 0);
    assert.ok(!told.includes('hush'));
  });

  it('does without a bot identity only when the caller says it is the sandbox', () => {
    const env = { ...least, BOT_APP_ID: undefined, BOT_APP_SECRET: undefined, SANDBOX: 'true' };
    assert.match(problemsOf(env)[0] ?? '', /^BOT_APP_ID is missing/);
    const config = readConfig(env, { sandbox: true });
    assert.equal(config.bot, null);
    assert.equal(config.sandbox, true);
  });

  it('does without a bot identity for a caller that serves no bot, and is no sandbox for that', () => {
    const config = readConfig({ ...least, BOT_APP_ID: undefined, BOT_APP_SECRET: undefined }, { botOptional: true });
    assert.equal(config.bot, null);
    assert.equal(config.sandbox, false);
    assert.equal(readConfig(least, { botOptional: true }).bot?.clientId, least.BOT_APP_ID.toLowerCase());
  });

  it('describes every variable once', () => {
    const names = variables.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.ok(variables.every(({ meaning }) => /^[A-Z].*\.$/.test(meaning)));
  });
});
