import { conceptTopics } from './concepts.ts';
import { differenceTopics } from './differences.ts';
import { policyTopics } from './policy-kinds.ts';
import type { Topic } from './topic.ts';

/** In the order in which they are tried: differences of two things before each of them. */
const topics: readonly Topic[] = [...differenceTopics, ...conceptTopics, ...policyTopics];

/** The topic that a question is about; null when none is. */
export function topicIn(text: string): Topic | null {
  return topics.find(({ words }) => words.test(text)) ?? null;
}
