import type { AdaptiveCard } from '../adaptive-card.ts';
import { mailText, plainText } from '../escape.ts';
import { expand } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import template from './template.json' with { type: 'json' };

export interface CampaignPlanData {
  name: string;
  /** Addresses of the sender profile. */
  senders: string[];
  /** One of `senders`; null for any of them. */
  sender: string | null;
  /** `seeds`: the proposed list; `named`: the people field; `open`: whoever gets it. */
  recipients: 'seeds' | 'named' | 'open';
  /** The proposed seed list; empty when none could be made. */
  seeds: { address: string; because: string }[];
  /** Why there is no seed list, or what it leaves out. */
  seedNote: string;
  /** Addresses and groups, as typed. */
  people: string;
  /** `YYYY-MM-DD` and `HH:MM` in the asker's zone. */
  day: string;
  time: string;
  timeZone: string;
  regions: { id: string; name: string; chosen: boolean }[];
  attachments: string;
  marker: string;
  /** What was wrong with what was sent before; empty the first time. */
  complaint: string;
}

const any = 'any';
const seedsShown = 8;

/** Sends `testcampaign.start` with `plan: yes` and the fields; who plans comes from the press itself. */
export function campaignPlanCard(data: CampaignPlanData): AdaptiveCard {
  const marker = data.marker.trim();
  const more = data.seeds.length - seedsShown;
  return expand(template, {
    complaint: data.complaint === '' ? [] : [{ words: plainText(data.complaint, 200) }],
    hint: `ContactMonkey sends the test; I watch it. “Send Test” puts “${plainText(marker, 60)}” before the subject by itself.`,
    name: plainText(data.name, 120),
    senders: [
      { title: 'Any campaign sender', value: any },
      ...data.senders.slice(0, 50).map((address) => ({ title: mailText(address, 100), value: address })),
    ],
    sender: data.sender ?? any,
    kinds: [
      ...(data.seeds.length > 0 ? [{ title: `The seed list (${data.seeds.length})`, value: 'seeds' }] : []),
      { title: 'The people or groups named below', value: 'named' },
      { title: 'Not known: count whoever gets it', value: 'open' },
    ],
    kind: data.seeds.length === 0 && data.recipients === 'seeds' ? 'open' : data.recipients,
    seeds: [
      ...data.seeds
        .slice(0, seedsShown)
        .map(({ address, because }) => ({ label: mailText(address, 100), value: plainText(because, 260) })),
      ...(more > 0 ? [{ label: `and ${more} more`, value: 'each for a further combination of policies' }] : []),
      ...(data.seedNote === '' ? [] : [{ label: 'Note', value: plainText(data.seedNote, 300) }]),
    ],
    people: plainText(data.people, 1_000),
    day: data.day,
    time: data.time,
    timeLabel: `Time (${plainText(data.timeZone, 60)})`,
    regions: data.regions.map(({ id, name }) => ({ title: plainText(name, 60), value: id })),
    chosen: data.regions
      .filter(({ chosen }) => chosen)
      .map(({ id }) => id)
      .join(','),
    attachments: plainText(data.attachments, 300),
    plan: { plan: 'yes' },
    planSubmit: { plan: 'yes', verb: 'testcampaign.start' },
    fallbackText: fallbackText('Plan a test', 'This needs a client that shows cards'),
  });
}
