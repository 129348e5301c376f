import { type CampaignReport, type Share, sizeOf } from '../../campaigns/report/build-report.ts';
import type { Copy } from '../../campaigns/test-campaign/recipient.ts';
import type { Evidence } from './part.ts';
import { partOf, present } from './part-of.ts';
import { withoutPersonal } from './without-personal.ts';

const mostIds = 10;
const mostPeople = 20;
const mostRows = 8;

/** What a ticket about a test campaign offers to share: how it fared in numbers, what stopped it, ids. */
export function campaignEvidence(report: CampaignReport, copies: readonly Copy[]): Evidence {
  const { campaign, counts, recipients, stoppedBy, toChange } = report;
  const addresses = recipients.map(({ address }) => address);
  const clean = withoutPersonal([
    campaign.name,
    campaign.subject,
    campaign.sender,
    campaign.plan?.createdBy.name,
    ...addresses,
  ]);
  const ids = [...new Set(copies.map(({ networkMessageId }) => networkMessageId))];
  const reasonsFound = [
    ...new Set(recipients.flatMap(({ kind, reason }) => (reason === null ? [] : [`${kind}: ${reason}`]))),
  ];
  const authentication = recipients.find((one) => one.authentication !== null)?.authentication ?? null;
  return {
    title: 'Test campaign that did not reach everybody',
    parts: present([
      partOf({ id: 'counts', title: 'How the campaign fared' }, [
        ['Recipients', report.people],
        ...Object.entries(counts)
          .filter(([name]) => name !== 'recipients')
          .map(([name, count]): [string, number] => [name, Number(count)]),
        ['As of (UTC)', report.at],
      ]),
      partOf(
        { id: 'verdict', title: 'What stopped it' },
        [
          ...reasonsFound.slice(0, mostRows).map((reason): [string, string] => ['Outcome', reason]),
          ...toChange
            .slice(0, mostRows)
            .map(({ title, because }): [string, string] => ['To change', `${title}: ${because}`]),
        ],
        clean,
      ),
      partOf(
        { id: 'policy', title: 'Policies concerned' },
        stoppedBy.slice(0, mostRows).map((share) => [share.label, outcomes(share)]),
        clean,
      ),
      partOf({ id: 'path', title: 'Sending path' }, [
        ['Path', [...new Set(recipients.map(({ path }) => path))].join(', ')],
      ]),
      partOf({ id: 'header', title: 'Authentication' }, [
        ['SPF', authentication?.spf],
        ['DKIM', authentication?.dkim],
        ['DMARC', authentication?.dmarc],
        ['compauth', authentication?.compAuth],
      ]),
      partOf({ id: 'ids', title: 'Ids and times (UTC)' }, [
        ['First seen', campaign.firstSeenAt],
        ...ids.slice(0, mostIds).map((id): [string, string] => ['Network message id', id]),
      ]),
      partOf({ id: 'subject', title: 'Name and subject', personal: true }, [
        ['Name', campaign.name],
        ['Subject', campaign.subject],
      ]),
      partOf({ id: 'sender', title: 'Sender', personal: true }, [['Sender', campaign.sender]]),
      partOf(
        { id: 'recipients', title: 'Recipients that did not get it', personal: true },
        recipients
          .filter(({ kind }) => kind !== 'delivered')
          .slice(0, mostPeople)
          .map(({ address, kind }) => [kind, address]),
      ),
    ]),
  };
}

/** e.g. "3 recipients: quarantined 2, junk 1" */
function outcomes(share: Share): string {
  const size = sizeOf(share);
  const kinds = Object.entries(share.counts).map(([kind, count]) => `${kind} ${count}`);
  return `${size} ${size === 1 ? 'recipient' : 'recipients'}: ${kinds.join(', ')}`;
}
