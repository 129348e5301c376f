import type { CampaignRoom } from '../../campaigns/watch/campaign-room.ts';
import { mailText, plainText } from '../../cards/escape.ts';
import type { QuestionDeps } from '../deps.ts';
import type { Answer } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';

/** Sends a planned test where mail is simulated: the watch then finds it like any other. */
export async function sendNow(id: string, { testSender }: QuestionDeps, campaigns: CampaignRoom): Promise<Answer> {
  const planned = await campaigns.details(id);
  if (testSender === undefined || planned === null)
    return notSent('ContactMonkey sends this test: choose “Send Test” there.', id);
  const { campaign, expected } = planned;
  if (campaign.firstSeenAt !== null || !['planned', 'overdue'].includes(campaign.state))
    return notSent('This test was sent already, or is not watched any more.', id);
  const test = {
    id,
    subject: campaign.subject ?? campaign.name,
    sender: campaign.sender,
    recipients: expected.map(({ address }) => address),
    attachments: campaign.plan?.attachments ?? [],
  };
  try {
    const sent = await testSender.send(test);
    if (sent === null) return notSent('This test is on its way already.', id);
    return messageAnswer({
      title: 'The test is sent',
      tone: 'good',
      paragraphs: [
        `“${mailText(test.subject, 100)}” goes from ${mailText(sent.sender, 100)} to ${sent.recipients} ${sent.recipients === 1 ? 'person' : 'people'}. Ask me in some seconds how it stands; what goes wrong is posted where alerts go.`,
      ],
      buttons: [status(id)],
    });
  } catch (error) {
    return notSent(plainText(error instanceof Error ? error.message : 'It could not be sent.', 300), id);
  }
}

function notSent(why: string, id: string): Answer {
  return messageAnswer({ title: 'Not sent', tone: 'info', paragraphs: [why], buttons: [status(id)] });
}

function status(id: string) {
  return { title: 'How does it stand?', verb: 'testcampaign.status', data: { campaign_id: id } };
}
