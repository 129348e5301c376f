import type { MessageTraceDetail } from '../mail-events.ts';

export interface TraceAgents {
  /** Fields of the spam filter agent's summary, e.g. SFV, SCL, DI. */
  spam: Map<string, string> | null;
  /** GUIDs or names of mail flow rules that fired. */
  rules: string[];
}

const agentData = /S:(SFA|TRA)=([^;<"&\r\n]{1,4000})/g;
const ruleName = /(?:transport rule|mail flow rule)[^'"“”]{0,200}['"“]([^'"“”]{1,200})['"”]/i;
const longestData = 50_000;

/**
 * What transport agents wrote into a message trace (`S:SFA=SUM|SFV=SPM|SCL=5|...`, `S:TRA=ETR|ruleId=...`).
 * Source: Microsoft, "Run a message trace and view the results", 2021-07.
 */
export function traceAgents(details: readonly MessageTraceDetail[]): TraceAgents {
  const agents: TraceAgents = { spam: null, rules: [] };
  for (const detail of details) {
    const text = `${detail.data}\n${detail.detail}`.slice(0, longestData);
    for (const [, agent, summary = ''] of text.matchAll(agentData)) {
      const values = pairs(summary);
      if (agent === 'SFA' && (agents.spam === null || summary.startsWith('SUM'))) agents.spam = values;
      const rule = values.get('RULEID');
      if (agent === 'TRA' && rule && !agents.rules.includes(rule)) agents.rules.push(rule);
    }
    const named = ruleName.exec(detail.detail.slice(0, 2_000))?.[1];
    if (named && !agents.rules.includes(named)) agents.rules.push(named);
  }
  return agents;
}

function pairs(summary: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const item of summary.split('|')) {
    const equals = item.indexOf('=');
    if (equals > 0) values.set(item.slice(0, equals).trim().toUpperCase(), item.slice(equals + 1).trim());
  }
  return values;
}
