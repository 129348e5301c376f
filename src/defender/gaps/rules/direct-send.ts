import { flag, list, text } from '../../policies/row.ts';
import type { GapContext } from '../context.ts';
import { holdsIp } from '../entries.ts';
import type { GapRule } from '../rule.ts';
import { situationOf } from '../situation-of.ts';

/** RejectDirectSend refuses mail whose envelope sender is in an own domain and that no connector accounts for. */
export const directSend: GapRule = {
  facts: {
    id: 'direct-send',
    title: 'Rejection of direct sends',
    area: 'mail-flow',
    kind: 'stops',
    paths: ['email-delivery'],
    needs: ['Get-OrganizationConfig'],
    licence: 'EOP',
    severityBasis: 'Refused mail never reaches quarantine.',
    sources: ['organisation'],
  },
  check: (context) => {
    const row = context.rows('Get-OrganizationConfig')[0];
    const rejects = row === undefined ? null : flag(row, 'RejectDirectSend');
    if (row === undefined || rejects === null) {
      return [
        {
          status: 'unknown',
          setting: 'RejectDirectSend',
          effect: 'Could not check: the organisation’s row does not say whether direct sends are rejected.',
        },
      ];
    }
    if (!rejects || !context.sender.paths.includes('email-delivery')) return [];
    const place = { policy: { name: text(row, 'Name') ?? 'Organisation' }, setting: 'RejectDirectSend', actual: true };
    const { mailFromDomains } = context.sender;
    if (mailFromDomains.length === 0 || context.ownDomains === null) {
      const effect =
        'Direct sends are rejected, which is right. Whether Email Delivery is hit depends on its envelope domain (MAIL FROM), which the sender profile does not name.';
      return [{ ...place, status: 'unknown', effect }];
    }
    const own = mailFromDomains.filter((domain) => context.ownDomains?.has(domain));
    if (own.length === 0 || hasConnector(context)) return [];
    if (!context.snapshot.cmdlets.has('get-inboundconnector')) {
      const effect = `Direct sends are rejected, and Email Delivery uses ${own.join(', ')} in its envelope, an accepted domain. Whether a connector accounts for it could not be checked: Get-InboundConnector was not read.`;
      return [{ ...place, status: 'unknown', entry: own.join(','), effect }];
    }
    return [
      {
        ...place,
        status: 'gap',
        severity: 'critical',
        entry: own.join(','),
        expected: 'an envelope domain that is not accepted, or a Partner connector',
        effect: `Email Delivery uses ${own.join(', ')} in its envelope, an accepted domain, and no Partner connector knows its addresses: campaigns are refused. Keep the rejection; change the envelope.`,
        cause: { id: 'directSend', situation: situationOf(context.sender, context) },
      },
    ];
  },
};

function hasConnector(context: GapContext): boolean {
  return context.rows('Get-InboundConnector').some((row) => {
    if (flag(row, 'Enabled') === false) return false;
    const addresses = list(row, 'SenderIPAddresses') ?? [];
    const byIp =
      context.sender.ips.length > 0 && context.sender.ips.every((ip) => addresses.some((entry) => holdsIp(entry, ip)));
    return byIp || /sendgrid/i.test(text(row, 'TlsSenderCertificateName') ?? '');
  });
}
