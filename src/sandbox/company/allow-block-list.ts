import { guidOf } from '../seeded-random.ts';
import type { WireRow } from '../tenant-data.ts';
import { zuluDate } from '../wire-dates.ts';

const day = 86_400_000;

interface Entry {
  list: 'Sender' | 'Url' | 'FileHash' | 'IP';
  value: string;
  action: 'Allow' | 'Block';
  notes: string;
  daysOld: number;
  /** Days until it ends; null never; '45' after last use. */
  ends: number | null | 'unused';
  system?: boolean;
}

/** The URL block catches the company's own European campaigns: somebody blocked the tracker after one bad mail. */
const entries: Entry[] = [
  {
    list: 'Url',
    value: 'tk.cmnky.co/*',
    action: 'Block',
    notes: 'INC-20418 phish used this redirector',
    daysOld: 9,
    ends: 21,
  },
  { list: 'Url', value: 'login-update.example/*', action: 'Block', notes: 'INC-20377', daysOld: 20, ends: null },
  {
    list: 'Url',
    value: 'intranet.alderfinch.example/*',
    action: 'Allow',
    notes: 'own intranet',
    daysOld: 3,
    ends: 'unused',
  },
  { list: 'Sender', value: 'billing@cheaptoner.example', action: 'Block', notes: 'ticket 4711', daysOld: 12, ends: 18 },
  { list: 'Sender', value: 'angebote-heute.example', action: 'Block', notes: '', daysOld: 44, ends: null },
  {
    list: 'Sender',
    value: 'benefits@healthplan.example',
    action: 'Allow',
    notes: 'false positive 4712',
    daysOld: 30,
    ends: 'unused',
    system: true,
  },
  {
    list: 'FileHash',
    value: `${'a'.repeat(40)}0123456789abcdef01234567`,
    action: 'Block',
    notes: 'dropper',
    daysOld: 7,
    ends: 60,
  },
  { list: 'IP', value: '2001:db8:4f::/48', action: 'Block', notes: 'scanner network', daysOld: 90, ends: null },
];

/** Rows carry `ListType`, which the service takes off before it answers. */
export function allowBlockListRows(now: number): Record<string, WireRow[]> {
  const items = entries.map(({ list, value, action, notes, daysOld, ends, system }) => ({
    ListType: list,
    LastUsedDate: null,
    Error: null,
    Identity: Buffer.from(guidOf(`entry ${value}`))
      .toString('base64')
      .slice(0, 44),
    Value: value,
    Action: action,
    Notes: notes,
    SubmissionID: system ? guidOf(`submission ${value}`) : 'Non-Submission',
    ListSubType: 'Tenant',
    SysManaged: system ?? false,
    LastModifiedDateTime: zuluDate(now - daysOld * day),
    ExpirationDate: typeof ends === 'number' ? zuluDate(now + ends * day) : null,
    ObjectState: 'Unchanged',
    EntryValueHash: Buffer.from(guidOf(`hash ${value}`))
      .toString('base64')
      .slice(0, 44),
    ModifiedBy: 'priya.raman@alderfinch.example',
    RemoveAfter: ends === 'unused' ? 45 : null,
    CreatedDateTime: zuluDate(now - daysOld * day),
  }));
  return {
    'Get-TenantAllowBlockListItems': items,
    'Get-TenantAllowBlockListSpoofItems': [
      spoof('payroll@alderfinch.example', 'paydesk.example', 'Internal', 'Allow'),
      spoof('alderfinch-shop.example', '203.0.113.0/24', 'External', 'Block'),
    ],
  };
}

function spoof(SpoofedUser: string, SendingInfrastructure: string, SpoofType: string, Action: string): WireRow {
  return {
    Identity: guidOf(`spoof ${SpoofedUser} ${SendingInfrastructure}`),
    SpoofedUser,
    SendingInfrastructure,
    SpoofType,
    Action,
  };
}
