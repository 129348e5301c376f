import type { Attribution } from '../../defender/attribution/cause.ts';
import type { HeaderAnalysis } from '../../defender/headers/header-analysis.ts';
import { causeParts } from './cause-parts.ts';
import { headerPart, personalWords } from './header-parts.ts';
import type { Evidence } from './part.ts';
import { partOf, present } from './part-of.ts';
import { withoutPersonal } from './without-personal.ts';

/** What a ticket about pasted headers offers to share. */
export function headersEvidence(headers: HeaderAnalysis, attribution: Attribution): Evidence {
  const clean = withoutPersonal(personalWords(headers));
  return {
    title: 'What these headers say about a newsletter',
    parts: present([
      ...causeParts(attribution, clean),
      headerPart(headers, clean),
      partOf({ id: 'ids', title: 'Ids and times (UTC)' }, [
        ['Network message id', headers.fields.networkMessageId],
        ['Date header', headers.date],
      ]),
      partOf({ id: 'subject', title: 'Subject', personal: true }, [['Subject', headers.subject]]),
      partOf({ id: 'sender', title: 'Sender', personal: true }, [
        ['From', headers.from],
        ['Internet message id', headers.messageId],
      ]),
      partOf({ id: 'recipients', title: 'Recipients', personal: true }, [['To', headers.to]]),
    ]),
  };
}
