import { campaignKey, isTestSubject } from '../contactmonkey/campaign-key.ts';
import type { QuarantinedMessage } from '../defender/quarantined-message.ts';

/** Equal for messages of one campaign (sender, subject and day); a test send is a campaign of its own. */
export function groupKey(
  message: Pick<QuarantinedMessage, 'sender' | 'subject' | 'receivedAt'>,
  testPrefix: string,
): string {
  const key = campaignKey(message, testPrefix);
  return isTestSubject(message.subject, testPrefix) ? `test|${key}` : key;
}
