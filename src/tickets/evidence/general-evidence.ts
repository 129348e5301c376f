import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';
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
