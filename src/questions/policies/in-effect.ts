import { createContext, type GapContext, type InEffect } from '../../defender/gaps/context.ts';
import { senderOf } from '../../defender/gaps/sender.ts';
import { listedAudience, tenantAudience } from '../../defender/precedence/audience.ts';
import { createResolver } from '../../defender/precedence/resolver.ts';
import type { QuestionDeps } from '../deps.ts';
import type { QuestionRequest } from '../question.ts';
import type { PolicyCheck } from './policy-check.ts';

/** What the check knows, ready to be asked for policies, people and lists. */
export function contextOf(check: PolicyCheck, request: Pick<QuestionRequest, 'now'>, deps: QuestionDeps): GapContext {
  const resolver = createResolver(check.snapshot);
  const { addresses } = check.audience;
  const audience = addresses === null ? tenantAudience(resolver, check.snapshot) : listedAudience(resolver, addresses);
  return createContext(check.snapshot, resolver, audience, senderOf(deps.profile), request.now.getTime());
}

/** "for 412 people", "for everybody else at contoso.example", or both. */
export function reachWords({ cohorts }: Pick<InEffect, 'cohorts'>): string {
  const recipients = cohorts.flatMap((cohort) => cohort.recipients);
  const named = recipients.filter(({ address }) => address !== null).length;
  const others = recipients.filter(({ address }) => address === null).map(({ domain }) => domain ?? 'any domain');
  const parts = [
    ...(named > 0 ? [`${named.toLocaleString('en-US')} ${named === 1 ? 'person' : 'people'}`] : []),
    ...(others.length > 0
      ? [
          `${named > 0 ? 'everybody else' : 'everybody'} at ${others.slice(0, 3).join(', ')}${others.length > 3 ? ` and ${others.length - 3} more domains` : ''}`,
        ]
      : []),
  ];
  return parts.length === 0 ? 'for nobody' : `for ${parts.join(' and ')}`;
}
