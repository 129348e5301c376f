import { explainHeaderText } from '../../defender/headers/explain-header-code.ts';
import type { QuestionDeps } from '../deps.ts';
import { many } from '../entities.ts';
import { askedCheck } from '../policies/asked-check.ts';
import { precedenceAnswer } from '../policies/precedence-answer.ts';
import { isAboutPrecedence } from '../policies/precedence-words.ts';
import { settingsIn } from '../policies/settings/index.ts';
import { topicIn } from '../policies/topics/index.ts';
import { findingByKey, findingKeyAsked } from '../policies/which-finding.ts';
import { question as effectiveQuestion } from '../policy-effective/index.ts';
import { findingAnswer } from '../policy-gaps/finding-answer.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';
import { explainSetting } from './explain-setting.ts';
import { explainTopic } from './explain-topic.ts';
import { explainIgnoredLists, isAboutIgnoredLists } from './ignored-lists.ts';

const headerCode =
  /\b(?:(?:SFV|CAT|IPV|DIR|SFTY|compauth|dmarc|spf|dkim)\s?[:=]\s?[A-Za-z]{2,10}|SCL\s?:?\s?-?\d|reason \d{3})\b/;

/** What a setting, a header code or a kind of policy does, with this tenant's own values, and which policy wins. */
export const question: Question = {
  intent: 'policy.explain',
  help: 'What a setting does, our value of it, and which policy wins',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  if (many(request.entities, 'recipient').length > 0) return effectiveQuestion.answer(request, deps);
  const key = findingKeyAsked(request);
  if (key !== null) {
    const check = await askedCheck(request, deps);
    const finding = findingByKey(check, key);
    if (finding !== null) return findingAnswer(finding, check, request);
  }
  const named = [...many(request.entities, 'setting'), ...many(request.entities, 'header')].join(' ');
  const said = request.text === '' ? `${named} ${many(request.entities, 'policy').join(' ')}` : request.text;
  const code = headerCode.exec(said)?.[0];
  if (code !== undefined) return explainCode(code);
  if (isAboutIgnoredLists(said)) return explainIgnoredLists(request, deps);
  if (isAboutPrecedence(said)) return precedenceAnswer(request, deps);
  const [setting] = named === '' ? settingsIn(said) : [...settingsIn(named), ...settingsIn(said)];
  // "in the anti-phishing policy" says where a setting is, not what is asked for.
  const about = said.replace(/\b(?:in|of) (?:an?|the|our) [\w -]{0,30}policy\b/gi, '');
  const topic = topicIn(said);
  if (setting && (topic === null || isSettingMeant(about, named))) return explainSetting(setting, request, deps);
  if (topic !== null) return explainTopic(topic, request, deps);
  return setting ? explainSetting(setting, request, deps) : whatSetting();
}

/** Words such as "impersonation" name a setting and a whole subject; "difference" and "policy" mean the subject. */
function isSettingMeant(said: string, named: string): boolean {
  if (/\bdifference\b|\bdiff\b|\bpolicies\b|\b(?:an?|the|our) [\w -]*policy\b/i.test(said)) return named !== '';
  return !/\bhigh[- ]confidence phish(?:ing)?\b(?! action)|\bzap\b|zero[- ]hour|quarantine (?:polic|tag)/i.test(said);
}

function explainCode(code: string): Answer {
  const explained = explainHeaderText(code);
  return messageAnswer({
    title: code,
    paragraphs: [explained.meaning, ...(explained.lookAt ? [`Look at: ${explained.lookAt}.`] : [])],
    buttons: [{ title: 'Explain headers', verb: 'headers.explain', data: {} }],
    sources: explained.source === null ? [] : [`${explained.source}${explained.date ? `, ${explained.date}` : ''}`],
  });
}

function whatSetting(): Answer {
  return messageAnswer({
    title: 'Which setting?',
    paragraphs: [
      'Name a setting as the portal or PowerShell calls it, for example “bulk threshold”, “Honor DMARC”, “MarkAsSpamWebBugsInHtml”, a kind of policy, or ask which policy wins for an address.',
    ],
    buttons: [
      { title: 'Check our policies', verb: 'policy.gaps', data: {} },
      { title: 'Which policy wins', verb: 'policy.explain', data: { setting: 'precedence of policies' } },
    ],
  });
}
