import type { CampaignSummary } from '../../campaigns/watch/campaign-room.ts';
import { countsInWords } from '../../cards/campaign-status/outcome-words.ts';
import { mailText } from '../../cards/escape.ts';
import { formatDateTime } from '../../cards/format.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';

/** Several tests, a line each, newest first. */
export function lastTests(found: readonly CampaignSummary[], request: QuestionRequest): Answer {
  const keys = found.map(({ campaign }) => campaign.id);
  const [after, before] = keys;
  const pair = after === undefined || before === undefined ? [] : [after, before];
  return messageAnswer(
    {
      title: 'Last tests',
      paragraphs: [`The newest ${found.length} tests, newest first.`],
      sections: [
        {
          heading: 'Newest first',
          lines: found.map(({ campaign, counts }, place) => ({
            label: `${place + 1}. ${mailText(campaign.subject ?? campaign.name, 70)}`,
            text: `${campaign.firstSeenAt === null ? 'not seen' : formatDateTime(campaign.firstSeenAt, request.asker)}: ${countsInWords(counts)}`,
            mark: isGood(counts) ? ('good' as const) : ('warning' as const),
          })),
        },
      ],
      buttons: [
        ...(pair.length === 2
          ? [{ title: 'Compare the first two', verb: 'testcampaign.report', data: { compare: pair } }]
          : []),
        ...keys.slice(0, 3).map((id, place) => ({
          title: `Report ${place + 1}`,
          verb: 'testcampaign.report',
          data: { campaign_id: id },
        })),
      ],
    },
    { remember: { listed: { kind: 'campaign', keys } } },
  );
}

function isGood(counts: CampaignSummary['counts']): boolean {
  const kinds = Object.keys(counts).filter((kind) => (counts[kind] ?? 0) > 0);
  return kinds.length > 0 && kinds.every((kind) => kind === 'delivered');
}
