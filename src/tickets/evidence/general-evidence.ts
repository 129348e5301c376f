import { withoutAddresses } from '../../cards/escape.ts';
import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { TicketSubject } from '../ticket.ts';
import type { Evidence } from './part.ts';
import { partOf, present } from './part-of.ts';

/** What a ticket about nothing in particular offers to share: how ContactMonkey is set up here, as far as known. */
export function generalEvidence(profile: SenderProfile): Evidence {
  const paths = [...new Set(profile.senders.map((sender) => sender.path))];
  return {
    title: 'Help with newsletters held in quarantine',
    parts: present([
      partOf({ id: 'setup', title: 'How ContactMonkey is set up here' }, [
        ['Regions', profile.regions.join(', ')],
        ['Sending paths', paths.join(', ')],
        ['Sending addresses (IP)', profile.sendingIps.join(', ')],
      ]),
      partOf(
        { id: 'sender', title: 'Senders', personal: true },
        profile.senders.slice(0, 20).map((sender) => ['Sender', sender.address]),
      ),
    ]),
  };
}

/** What is left to share when the subject could not be read: what it is called, why, and how ContactMonkey is set up here. */
export function leftEvidence(profile: SenderProfile, subject: TicketSubject | null, why: NotRead): Evidence {
  const general = generalEvidence(profile);
  const [networkMessageId] = subject?.kind === 'message' ? subject.key.split('\\') : [];
  const parts = present([
    partOf({ id: 'ids', title: 'Ids' }, [['Network message id', networkMessageId]]),
    partOf({ id: 'open', title: 'What could not be checked' }, [
      [subject?.kind === 'message' ? 'The message' : 'The subject of this ticket', whyWords(why)],
    ]),
  ]);
  return { title: general.title, parts: [...parts, ...general.parts] };
}

/** Why a message that was held could not be read. */
export function whyWords(why: NotRead): string {
  return why.kind === 'notFound'
    ? 'It is not in quarantine any more: released, deleted or past its time.'
    : withoutAddresses(why.sentence);
}
