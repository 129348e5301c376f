import { type CauseFacts, type CauseId, causes } from './causes.ts';
import type { Fix } from './fix.ts';
import { type Mechanism, type MechanismId, mechanism } from './mechanisms.ts';
import { recipes } from './recipes/index.ts';
import type { Situation } from './situation.ts';

/** What to do about a cause, cheapest in security first, and what not to do although it is often advised. */
export interface Choice {
  fixes: Fix[];
  never: { mechanism: MechanismId; title: string; why: string }[];
}

/** The fixes that can work for a cause in this situation, ranked by their cost in security; equal costs keep Microsoft's order. */
export function chooseFixes(cause: CauseId, situation: Situation): Choice {
  const facts: CauseFacts = causes[cause];
  const never = facts.never.map(({ mechanism: id, why }) => ({ mechanism: id, title: mechanism(id).title, why }));
  const fixes: Fix[] = [];
  for (const id of facts.propose) {
    if (!canWork(mechanism(id), facts)) continue;
    const refused = unfit(id, situation);
    if (refused === null) fixes.push(fixFor(id, situation));
    else never.push({ mechanism: id, title: mechanism(id).title, why: refused });
  }
  return { fixes: fixes.sort((a, b) => a.cost - b.cost), never };
}

/** One mechanism made ready for one situation. */
export function fixFor(id: MechanismId, situation: Situation): Fix {
  const facts: Mechanism = mechanism(id);
  const recipe = recipes[id](situation);
  return {
    mechanism: id,
    title: facts.title,
    cost: facts.cost,
    overrides: facts.overrides,
    cannotOverride: facts.cannotOverride,
    securityCost: facts.securityCost,
    expiry: facts.expiry,
    steps: recipe.steps,
    link: recipe.link ?? facts.link,
    powershell: recipe.powershell.join('\n'),
    rollback: recipe.rollback.join('\n'),
    verify: {
      how: recipe.verify ?? 'Send a test campaign and look where it arrives; the finding is gone in the next check.',
      afterMinutes: facts.waitMinutes,
    },
    warning: recipe.warning ?? null,
    source: `${facts.source}, ${facts.date}`,
  };
}

/** An allow is of use only when it overrules the verdict that the cause makes. */
export function canWork(candidate: Mechanism, cause: CauseFacts): boolean {
  if (candidate.kind === 'removesCause' || cause.verdict === null) return true;
  return candidate.overrules.includes(cause.verdict);
}

function unfit(id: MechanismId, situation: Situation): string | null {
  if (id === 'senderAllow' && situation.senderIsOwn) {
    return 'The address is in one of your own domains: an allow for it lets forged mail of your own people pass.';
  }
  if (id === 'safeSender' && situation.senderIsOwn)
    return 'Outlook refuses addresses of the own domain as safe senders.';
  if (id === 'ruleForAuthenticatedSender' && situation.senderIsOwn) {
    return 'A rule that skips filtering for your own domain helps whoever takes over one mailbox or sends through a service that signs for it.';
  }
  if (id === 'scopedPolicy' && situation.setting === 'BulkThreshold' && Number(situation.wanted) > 9) {
    return 'Nine is the highest threshold, and it is met by the level nine.';
  }
  if (id === 'recommendedValue' && situation.policy?.preset) return 'Values of a preset cannot be edited.';
  return null;
}
