import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Language, type Node, Parser, type Tree } from 'web-tree-sitter';

/** A property value as written: an object, an array, a literal string, or any other expression. */
export type BicepValue =
  | { kind: 'object'; properties: Map<string, BicepValue> }
  | { kind: 'array'; items: BicepValue[] }
  | { kind: 'text'; text: string }
  | { kind: 'expression'; text: string };

export interface BicepResource {
  type: string;
  hasParent: boolean;
  properties: Map<string, BicepValue>;
}

export interface BicepFile {
  tree: Tree;
  parameters: { name: string; hasDefault: boolean }[];
  outputs: string[];
  resources: BicepResource[];
  modules: { path: string; parameters: Map<string, BicepValue> }[];
}

/** Parses a Bicep file with the tree-sitter grammar. */
export async function readBicep(path: string): Promise<BicepFile> {
  await Parser.init();
  const wasm = createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasm));
  const tree = parser.parse(await readFile(path, 'utf8'));
  if (!tree) throw new Error(`${path} could not be parsed`);
  const declarations = tree.rootNode.descendantsOfType([
    'parameter_declaration',
    'output_declaration',
    'resource_declaration',
    'module_declaration',
  ]);
  const file: BicepFile = { tree, parameters: [], outputs: [], resources: [], modules: [] };
  for (const node of declarations) if (node) addDeclaration(file, node);
  return file;
}

function addDeclaration(file: BicepFile, node: Node): void {
  const children = node.namedChildren.filter((child) => child !== null);
  const name = children.find((child) => child.type === 'identifier')?.text ?? '';
  if (node.type === 'parameter_declaration') file.parameters.push({ name, hasDefault: node.text.includes('=') });
  if (node.type === 'output_declaration') file.outputs.push(name);
  if (node.type !== 'resource_declaration' && node.type !== 'module_declaration') return;
  const target = unquote(children.find((child) => child.type === 'string')?.text ?? '');
  const body = children.find((child) => child.type === 'object');
  const properties = body ? objectProperties(body) : new Map<string, BicepValue>();
  if (node.type === 'resource_declaration') {
    file.resources.push({ type: target, hasParent: properties.has('parent'), properties });
  } else {
    const parameters = properties.get('params');
    file.modules.push({ path: target, parameters: parameters?.kind === 'object' ? parameters.properties : new Map() });
  }
}

function objectProperties(node: Node): Map<string, BicepValue> {
  const properties = new Map<string, BicepValue>();
  for (const property of node.namedChildren) {
    if (property?.type !== 'object_property') continue;
    const [key, value] = property.namedChildren;
    if (key && value) properties.set(unquote(key.text), bicepValue(value));
  }
  return properties;
}

function bicepValue(node: Node): BicepValue {
  if (node.type === 'object') return { kind: 'object', properties: objectProperties(node) };
  if (node.type === 'array') {
    return { kind: 'array', items: node.namedChildren.filter((child) => child !== null).map(bicepValue) };
  }
  if (node.type === 'string' && !node.text.includes('${')) return { kind: 'text', text: unquote(node.text) };
  return { kind: 'expression', text: node.text };
}

function unquote(text: string): string {
  return text.startsWith("'") ? text.slice(1, -1) : text;
}
