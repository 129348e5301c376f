import { fixFor } from '../../fixes/choose.ts';
import { number, type Row, text } from '../../policies/row.ts';
import type { GapContext } from '../context.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';
import { isActive, skippedProtection } from '../transport/actions.ts';
import { proofOf } from '../transport/bypass.ts';

/** Mail flow rules that skip spam filtering, Safe Links or Safe Attachments. */
export const transportRuleBypass: GapRule = {
  facts: {
    id: 'mail-flow-bypass',
    title: 'Mail flow rules that skip filtering',
    area: 'mail-flow',
    kind: 'opening',
    paths: bothPaths,
    needs: ['Get-TransportRule'],
    licence: 'EOP',
    severityBasis: 'Weighed by how well the rule proves who sends.',
    sources: ['safeSenders', 'orca', 'guide'],
  },
  check: (context) =>
    context
      .rows('Get-TransportRule')
      .flatMap((row) => (isActive(row, context.now) ? [...spam(row, context), ...skip(row)] : [])),
};

function place(row: Row, setting: string) {
  const name = text(row, 'Name') ?? text(row, 'Identity') ?? 'unnamed rule';
  return { policy: { name, key: text(row, 'Guid') ?? name }, setting };
}

function spam(row: Row, context: GapContext): Draft[] {
  if (number(row, 'SetSCL') !== -1) return [];
  const proof = proofOf(row, context.ownDomains);
  const common = { ...place(row, 'SetSCL'), actual: -1, conflict: 'authenticatedSenders' as const };
  if (proof.severity === null) {
    const gateway =
      context.snapshot.mxAtMicrosoft365 === false ? ' With MX elsewhere it overrules high-confidence phish too.' : '';
    return [{ ...common, status: 'info', effect: `The rule skips spam filtering. ${proof.sentence}${gateway}` }];
  }
  return [
    {
      ...common,
      status: 'gap',
      severity: proof.severity,
      expected: 'sender domain and dmarc=pass in Authentication-Results',
      effect: `The rule skips spam filtering. ${proof.sentence}`,
      fixes: [
        fixFor('closeOpening', {
          rule: text(row, 'Name') ?? text(row, 'Identity') ?? '',
          ruleLacks: proof.lacks ?? [],
        }),
      ],
    },
  ];
}

function skip(row: Row): Draft[] {
  const protection = skippedProtection(row);
  if (protection === null) return [];
  return [
    {
      ...place(row, 'SetHeaderName'),
      status: 'gap',
      severity: 'high',
      actual: text(row, 'SetHeaderName'),
      expected: 'no such header',
      effect: `The rule switches ${protection} off for the mail that meets it.`,
      conflict: protection === 'Safe Links' ? 'doNotRewrite' : 'attachmentExceptions',
      fixes: [fixFor('closeOpening', { rule: text(row, 'Name') ?? text(row, 'Identity') ?? '', ruleLacks: [] })],
    },
  ];
}
