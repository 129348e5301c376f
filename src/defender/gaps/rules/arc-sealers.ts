import { fixFor } from '../../fixes/choose.ts';
import { list } from '../../policies/row.ts';
import { domainKind } from '../known-domains.ts';
import type { Draft, GapRule } from '../rule.ts';

/** Trusted ARC sealers are for services that pass mail on, not for those that write it. */
export const arcSealers: GapRule = {
  facts: {
    id: 'arc-sealers',
    title: 'Trusted ARC sealers',
    area: 'authentication',
    kind: 'opening',
    paths: ['email-delivery'],
    needs: ['Get-ArcConfig'],
    licence: 'EOP',
    severityBasis: 'A trusted sealer can overrule DMARC failures for any From address.',
    sources: ['arc', 'orca'],
  },
  check: (context) =>
    context.rows('Get-ArcConfig').flatMap((row): Draft[] => {
      const sealers = list(row, 'ArcTrustedSealers') ?? [];
      const wrong = sealers.filter((sealer) =>
        ['vendor', 'shared', 'popular', 'own'].includes(domainKind(sealer, context.ownDomains)),
      );
      if (wrong.length === 0) return [];
      return [
        {
          status: 'gap',
          severity: 'medium',
          policy: { name: 'ARC' },
          setting: 'ArcTrustedSealers',
          actual: wrong,
          expected: sealers.filter((sealer) => !wrong.includes(sealer)),
          effect: `${wrong.join(', ')} writes mail and passes none on, so it does not seal: the entry helps no campaign and trusts whatever is sealed in that name.`,
          fixes: [
            fixFor('closeOpening', {
              object: {
                set: 'Set-ArcConfig',
                identity: 'Default',
                link: 'https://security.microsoft.com/authentication?viewid=ARC',
              },
              setting: 'ArcTrustedSealers',
              current: sealers,
              wanted: sealers.filter((sealer) => !wrong.includes(sealer)),
            }),
          ],
        },
      ];
    }),
};
