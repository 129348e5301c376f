import type { causes } from '../company/causes.ts';
import type { WireRow } from '../tenant-data.ts';
import type { Checked } from './authentication.ts';

type Setting = 'AuthenticationFailAction' | 'DmarcQuarantineAction' | 'DmarcRejectAction';
type Row = Record<NonNullable<Checked['failure']>, Setting | null>;

/**
 * Which setting of the anti-phishing policy decides on mail that fails the checks of its sender, by the two switches and by what the
 * DMARC record asks for (Microsoft Learn, anti-phishing-policies-about, 2026-08-20). null: nothing is done.
 */
const decidedBy: { spoofIntelligence: boolean; honorDmarc: boolean; on: Row }[] = [
  {
    spoofIntelligence: true,
    honorDmarc: true,
    on: { implicit: 'AuthenticationFailAction', quarantine: 'DmarcQuarantineAction', reject: 'DmarcRejectAction' },
  },
  {
    spoofIntelligence: true,
    honorDmarc: false,
    on: {
      implicit: 'AuthenticationFailAction',
      quarantine: 'AuthenticationFailAction',
      reject: 'AuthenticationFailAction',
    },
  },
  {
    spoofIntelligence: false,
    honorDmarc: true,
    on: { implicit: null, quarantine: 'DmarcQuarantineAction', reject: 'DmarcRejectAction' },
  },
  {
    spoofIntelligence: false,
    honorDmarc: false,
    on: { implicit: null, quarantine: 'AuthenticationFailAction', reject: 'AuthenticationFailAction' },
  },
];

const causeOf: Record<Setting, keyof typeof causes> = {
  AuthenticationFailAction: 'spoofOwnDomain',
  DmarcQuarantineAction: 'spoofDmarc',
  DmarcRejectAction: 'spoofDmarcReject',
};

/** What the policy does with a sender who proves nothing; null when it lets it pass. */
export function spoofVerdict(
  antiPhish: WireRow,
  { failure, isOwn }: Checked,
): { key: keyof typeof causes; action: unknown } | null {
  if (failure === null) return null;
  // Without a record that asks for action, spoof intelligence suspects only who writes in the company's own name.
  if (failure === 'implicit' && !isOwn) return null;
  const { EnableSpoofIntelligence, HonorDmarcPolicy } = antiPhish;
  const row = decidedBy.find(
    ({ spoofIntelligence, honorDmarc }) =>
      spoofIntelligence === (EnableSpoofIntelligence === true) && honorDmarc === (HonorDmarcPolicy === true),
  );
  const setting = row?.on[failure] ?? null;
  if (setting === null) return null;
  const key = setting === 'AuthenticationFailAction' && !isOwn ? 'spoofOutside' : causeOf[setting];
  return { key, action: antiPhish[setting] };
}
