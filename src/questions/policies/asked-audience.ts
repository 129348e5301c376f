import { parseRecipients } from '../../defender/precedence/audience.ts';
import { type NotRead, NotReadError, reading } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import { isMailAddress, many } from '../entities.ts';
import type { QuestionRequest } from '../question.ts';

const mostTyped = 200;

export interface AskedAudience {
  /** Null when nobody was named. */
  audience: { addresses: string[]; words: string } | null;
  /** As it was typed, to be carried by buttons; empty when nobody was named. */
  typed: string[];
  notRead: NotRead[];
}

/**
 * For whom the policies are to be judged: addresses of people or groups that were typed or pressed. A group is expanded; what
 * is no group is a person. Rejects with `NotReadError` when nothing of what was named can be used.
 */
export async function askedAudience(request: QuestionRequest, deps: QuestionDeps): Promise<AskedAudience> {
  const words = [...many(request.entities, 'audience'), ...many(request.entities, 'recipient')];
  const typed = [...new Set(words.flatMap(parseRecipients).filter(isMailAddress))].slice(0, mostTyped);
  if (words.length === 0) return { audience: null, typed: [], notRead: [] };
  if (typed.length === 0) throw new NotReadError(noAddress(words));
  const people = new Set<string>();
  const groups: string[] = [];
  const notRead: NotRead[] = [];
  for (const address of typed) {
    const members = await reading(() => deps.tenant.directory.groupMembers(address, request.signal));
    if (members.read) {
      groups.push(address);
      for (const member of members.value) people.add(member.toLowerCase());
    } else {
      people.add(address.toLowerCase());
      if (members.why.kind !== 'notFound') notRead.push({ ...members.why, what: `whether ${address} is a group` });
    }
  }
  if (people.size === 0) throw new NotReadError(emptyGroup(typed));
  return { audience: { addresses: [...people], words: inWords(people.size, groups, typed) }, typed, notRead };
}

function inWords(people: number, groups: string[], typed: string[]): string {
  if (groups.length === 0) return typed.length === 1 ? String(typed[0]) : `the ${people} people you named`;
  if (groups.length === typed.length)
    return `the ${people.toLocaleString('en-US')} members of ${groups.slice(0, 3).join(', ')}`;
  return `${people} people: members of ${groups.slice(0, 3).join(', ')} and those you named`;
}

function noAddress(words: string[]): NotRead {
  return {
    what: 'the audience',
    kind: 'notAsked',
    sentence: `“${words.join(', ').slice(0, 80)}” holds no mail address, so I cannot tell who is meant.`,
    advice: 'Name the address of a group or of people.',
  };
}

function emptyGroup(typed: string[]): NotRead {
  return {
    what: 'the audience',
    kind: 'notFound',
    sentence: `${typed.slice(0, 3).join(', ')} has no members with a mailbox.`,
    advice: 'Name another group.',
  };
}
