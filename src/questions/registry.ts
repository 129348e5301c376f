import { readdir } from 'node:fs/promises';
import type { Question } from './question.ts';

/** The questions of the product by intent; each is loaded when it is first asked. */
export interface QuestionRegistry {
  /** null when nobody has written an answer for the intent. */
  find(intent: string): Promise<Question | null>;
  all(): Promise<Question[]>;
}

/** `policy.how_to_fix` lives in `policy-how-to-fix`. */
export function folderOfIntent(intent: string): string {
  return intent.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

/** Finds questions by the folders beside this file; a folder without an index.ts is a question that only the language knows. */
export function createQuestionRegistry(root: URL = new URL('.', import.meta.url)): QuestionRegistry {
  const loaded = new Map<string, Promise<Question | null>>();
  let folders: Promise<Set<string>> | undefined;

  function answerable(): Promise<Set<string>> {
    folders ??= foldersWithAnswer(root);
    return folders;
  }

  function load(folder: string): Promise<Question | null> {
    const known = loaded.get(folder);
    if (known) return known;
    const loading = answerable().then((names) => (names.has(folder) ? importQuestion(root, folder) : null));
    loaded.set(folder, loading);
    return loading;
  }

  async function find(intent: string): Promise<Question | null> {
    const question = await load(folderOfIntent(intent));
    return question?.intent === intent ? question : null;
  }

  async function all(): Promise<Question[]> {
    const questions = await Promise.all([...(await answerable())].sort().map(load));
    return questions.filter((question) => question !== null);
  }

  return { find, all };
}

async function foldersWithAnswer(root: URL): Promise<Set<string>> {
  const names = new Set<string>();
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const files = await readdir(new URL(`${entry.name}/`, root));
    if (files.includes('index.ts')) names.add(entry.name);
  }
  return names;
}

async function importQuestion(root: URL, folder: string): Promise<Question> {
  const module: { question?: Question } = await import(new URL(`${folder}/index.ts`, root).href);
  if (!module.question) throw new Error(`questions/${folder}/index.ts exports no question`);
  return module.question;
}
