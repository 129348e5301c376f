import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BicepFile, type BicepValue, readBicep } from './bicep-tree.ts';

type TypeTable = Record<string, string>;
type ResourceTypes = Record<string, { body: TypeTable; types: Record<string, TypeTable> }>;

const infra = join(import.meta.dirname, '../../infra');
// Property names and flags ("!" required, "-" read-only) as Azure publishes them for these API versions.
const resourceTypes: ResourceTypes = JSON.parse(
  await readFile(join(import.meta.dirname, 'resource-types.json'), 'utf8'),
);

function faultsOf(
  value: Map<string, BicepValue>,
  table: TypeTable,
  types: Record<string, TypeTable>,
  where: string,
): string[] {
  const faults: string[] = [];
  for (const [name, type] of Object.entries(table)) {
    if (type.startsWith('!') && !type.startsWith('!-') && !value.has(name)) faults.push(`${where}.${name} is required`);
  }
  for (const [name, inner] of value) {
    const type = table[name];
    if (type === undefined) faults.push(`${where}.${name} does not exist`);
    else if (type.startsWith('-')) faults.push(`${where}.${name} is read-only`);
    else faults.push(...valueFaults(inner, type.replace(/^!/, ''), types, `${where}.${name}`));
  }
  return faults;
}

function valueFaults(value: BicepValue, type: string, types: Record<string, TypeTable>, where: string): string[] {
  if (value.kind === 'array')
    return value.items.flatMap((item, index) => valueFaults(item, type.replace('[]', ''), types, `${where}[${index}]`));
  if (value.kind === 'object') {
    const table = types[type];
    return table ? faultsOf(value.properties, table, types, where) : [];
  }
  const members = type.split(' | ');
  if (value.kind === 'text' && members.length > 1 && !members.includes('string') && !members.includes(value.text)) {
    return [`${where} cannot be ${value.text}`];
  }
  return [];
}

function resourceFaults(file: BicepFile): string[] {
  return file.resources.flatMap((resource) => {
    const known = resourceTypes[resource.type];
    if (!known) return [`${resource.type} is not a known resource type and version`];
    const own = new Map([...resource.properties].filter(([name]) => !['parent', 'scope', 'dependsOn'].includes(name)));
    return faultsOf(own, known.body, known.types, resource.type);
  });
}

function settings(file: BicepFile): Map<string, string> {
  const site = file.resources.find((resource) => resource.type.startsWith('Microsoft.Web/sites@'));
  const list = path(site?.properties, 'properties', 'siteConfig', 'appSettings');
  const items = list?.kind === 'array' ? list.items : [];
  return new Map(items.map((item) => [text(path(asMap(item), 'name')), text(path(asMap(item), 'value'))]));
}

function path(from: Map<string, BicepValue> | undefined, ...names: string[]): BicepValue | undefined {
  let value: BicepValue | undefined = from ? { kind: 'object', properties: from } : undefined;
  for (const name of names) value = value?.kind === 'object' ? value.properties.get(name) : undefined;
  return value;
}

function asMap(value: BicepValue): Map<string, BicepValue> | undefined {
  return value.kind === 'object' ? value.properties : undefined;
}

function text(value: BicepValue | undefined): string {
  return value && 'text' in value ? value.text : '';
}

describe('The infrastructure', () => {
  let main: BicepFile;
  let bot: BicepFile;

  before(async () => {
    main = await readBicep(join(infra, 'azure.bicep'));
    bot = await readBicep(join(infra, 'botRegistration/azurebot.bicep'));
  });

  it('parses without a syntax error', () => {
    assert.equal(main.tree.rootNode.hasError, false);
    assert.equal(bot.tree.rootNode.hasError, false);
  });

  it('uses only properties that exist, are writable, and gives all required ones', () => {
    assert.ok(main.resources.length >= 4 && bot.resources.length === 2);
    assert.deepEqual([...resourceFaults(main), ...resourceFaults(bot)], []);
  });

  it('would be caught with a misspelt property', () => {
    const broken: BicepFile = { ...bot, resources: structuredClone(bot.resources) };
    const properties = path(broken.resources[0]?.properties, 'properties');
    assert.ok(properties?.kind === 'object');
    properties.properties.delete('endpoint');
    properties.properties.set('endpont', { kind: 'text', text: 'x' });
    const faults = resourceFaults(broken).join('\n');
    assert.match(faults, /endpoint is required/);
    assert.match(faults, /endpont does not exist/);
  });

  it('has a parameters file that names only declared parameters and every one without a default', async () => {
    const given = Object.keys(JSON.parse(await readFile(join(infra, 'azure.parameters.json'), 'utf8')).parameters);
    const declared = main.parameters.map((parameter) => parameter.name);
    assert.deepEqual(
      given.filter((name) => !declared.includes(name)),
      [],
    );
    assert.deepEqual(
      main.parameters.filter((parameter) => !parameter.hasDefault && !given.includes(parameter.name)),
      [],
    );
  });

  it('passes the bot module exactly the parameters it wants', () => {
    const [module] = main.modules;
    const declared = bot.parameters.map((parameter) => parameter.name);
    assert.deepEqual(
      [...module!.parameters.keys()].filter((name) => !declared.includes(name)),
      [],
    );
    const missing = bot.parameters.filter(
      (parameter) => !parameter.hasDefault && !module!.parameters.has(parameter.name),
    );
    assert.deepEqual(missing, []);
  });

  it('sets only environment variables that the product reads', async () => {
    const { variables } = await import('../../src/config/variables.ts');
    const known = new Set(variables.map((variable) => variable.name as string));
    const set = settings(main);
    assert.ok(set.size > 5);
    assert.deepEqual(
      [...set.keys()].filter((name) => !known.has(name)),
      [],
    );
    assert.equal(set.get('BOT_APP_TYPE'), 'UserAssignedMSI');
  });

  it('registers the bot as a user-assigned identity at the route the server answers', () => {
    const registration = bot.resources.find((resource) =>
      resource.type.startsWith('Microsoft.BotService/botServices@'),
    );
    assert.equal(text(path(registration?.properties, 'properties', 'msaAppType')), 'UserAssignedMSI');
    assert.match(text(path(registration?.properties, 'properties', 'endpoint')), /\/api\/messages'$/);
    const channel = bot.resources.find((resource) => resource.type.includes('/channels@'));
    assert.equal(text(path(channel?.properties, 'name')), 'MsTeamsChannel');
  });

  it('serves https only, keeps the app awake and holds no secret', () => {
    const site = main.resources.find((resource) => resource.type.startsWith('Microsoft.Web/sites@'));
    assert.equal(text(path(site?.properties, 'properties', 'httpsOnly')), 'true');
    assert.equal(text(path(site?.properties, 'properties', 'siteConfig', 'alwaysOn')), 'true');
    assert.equal(text(path(site?.properties, 'properties', 'siteConfig', 'healthCheckPath')), '/healthz');
    assert.deepEqual(
      [...settings(main).keys()].filter((name) => /SECRET|PASSWORD|KEY/.test(name)),
      [],
    );
  });
});
