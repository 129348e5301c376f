import { flag, text } from '../../policies/row.ts';
import type { Draft, GapRule } from '../rule.ts';

/** DKIM signing of the tenant's own mail: of use to campaigns from own mailboxes that leave the tenant and come back. */
export const dkimSigning: GapRule = {
  facts: {
    id: 'dkim-signing',
    title: 'DKIM signing of own domains',
    area: 'authentication',
    kind: 'context',
    paths: ['own-mailbox'],
    needs: ['Get-DkimSigningConfig', 'Get-AcceptedDomain'],
    licence: 'EOP',
    severityBasis: 'Mail inside the tenant is not judged by it.',
    sources: ['authentication', 'orca', 'scuba'],
  },
  check: (context) => {
    const rows = new Map(context.rows('Get-DkimSigningConfig').map((row) => [text(row, 'Domain')?.toLowerCase(), row]));
    return [...(context.ownDomains ?? [])].flatMap((domain): Draft[] => {
      if (domain.endsWith('.onmicrosoft.com')) return [];
      const row = rows.get(domain);
      const status = row === undefined ? null : text(row, 'Status');
      if (row !== undefined && flag(row, 'Enabled') === true && (status === null || status === 'Valid')) return [];
      const word =
        row === undefined || flag(row, 'Enabled') !== true ? 'is not signed' : `is not signed rightly (${status})`;
      const effect = `Mail of own mailboxes at ${domain} ${word} when it leaves the tenant. It does not sign Email Delivery, which needs a key of its own.`;
      return [
        {
          status: 'info',
          policy: { name: domain },
          setting: 'Enabled',
          actual: status ?? 'off',
          expected: 'on, Valid',
          effect,
        },
      ];
    });
  },
};
