import type { MessageLine } from '../../cards/message/index.ts';
import { policyWords } from '../../cards/words.ts';
import { type PolicyType, policyTypeFacts, policyTypes } from '../../defender/policies/policy-types.ts';
import type { QuestionDeps } from '../deps.ts';
import { askedCheck } from '../policies/asked-check.ts';
import { contextOf, reachWords } from '../policies/in-effect.ts';
import { readAt } from '../policies/sources.ts';
import type { Topic } from '../policies/topics/topic.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';

const kinds: readonly [RegExp, PolicyType][] = [
  [/anti-spam policies/i, 'antiSpam'],
  [/anti-phishing policies/i, 'antiPhish'],
  [/anti-malware policies/i, 'antiMalware'],
  [/safe links policies/i, 'safeLinks'],
  [/safe attachments policies/i, 'safeAttachments'],
];

/** What something of Defender's is; for a kind of policy also which ones of this tenant reach the audience. */
export async function explainTopic(topic: Topic, request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const type = kinds.find(([title]) => title.test(topic.title))?.[1];
  const isPreset = /preset|built-in/i.test(topic.title);
  const types = type ? [type] : isPreset ? policyTypes : [];
  const here = types.length === 0 ? null : await reaching(types, request, deps);
  return messageAnswer({
    title: topic.title,
    paragraphs: topic.says,
    sections: here === null ? [] : [{ heading: 'Here', lines: here.lines }],
    buttons: topic.next === null ? [] : [{ ...topic.next, data: {} }],
    sources: [`${topic.source}, ${topic.date}`, ...(here === null ? [] : [here.source])],
    couldNot: here?.couldNot ?? [],
  });
}

async function reaching(types: readonly PolicyType[], request: QuestionRequest, deps: QuestionDeps) {
  const check = await askedCheck(request, deps);
  const context = contextOf(check, request, deps);
  const lines = types.flatMap((type): MessageLine[] => {
    const effects = context.inEffect(type);
    if (effects.length === 0) {
      const why = context.policies(type) === null ? 'not read' : 'no policy reaches anybody';
      return [{ label: policyTypeFacts[type].label, text: why, mark: 'unknown' }];
    }
    return effects.map((effect) => ({
      label: policyTypeFacts[type].label,
      text: `“${policyWords(effect.name)}” ${reachWords(effect)}`,
      mark: 'bullet',
    }));
  });
  const cmdlets = types.flatMap((type) => [policyTypeFacts[type].policyCmdlet, policyTypeFacts[type].ruleCmdlet]);
  const couldNot = check.couldNot.filter(({ what }) => cmdlets.some((cmdlet) => what.includes(cmdlet)));
  return { lines, source: readAt(check), couldNot };
}
