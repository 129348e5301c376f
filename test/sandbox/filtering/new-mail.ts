import assert from 'node:assert/strict';
import { administration } from '../../../src/sandbox/administration/administration.ts';
import type { CampaignSend } from '../../../src/sandbox/company/campaigns.ts';
import { causes } from '../../../src/sandbox/company/causes.ts';
import type { Mail } from '../../../src/sandbox/company/mail.ts';
import { sentMail } from '../../../src/sandbox/company/mail-maker.ts';
import { filterMail } from '../../../src/sandbox/filtering/filter.ts';
import { policyInForce } from '../../../src/sandbox/filtering/policy-in-force.ts';
import { seededRandom } from '../../../src/sandbox/seeded-random.ts';
import type { TenantData } from '../../../src/sandbox/tenant-data.ts';
import { testNow } from '../wire.ts';

export type Call = { cmdlet: string; identity?: string; parameters?: object };
export type Sender = Omit<CampaignSend, 'subject' | 'leadsTo' | 'text'>;

/** Sends mail into a company and changes what decides on it. */
export function newMail(company: TenantData) {
  const administrator = administration(company, () => testNow);

  function personIn(group: string) {
    const [member] = company.groups.find(({ name }) => name === group)?.members ?? [];
    const person = company.people.find(({ id }) => id === member);
    assert.ok(person, group);
    return person;
  }

  /** A copy to the first member of a group, with what became of it. */
  function sent(sender: Sender, group: string, more: Partial<CampaignSend> = {}) {
    const campaign = { ...sender, subject: 'CM Test - News', leadsTo: 'news', text: 'News.', bcl: 4, ...more };
    const mail: Mail = sentMail(
      campaign,
      causes.delivered,
      personIn(group),
      { from: testNow, within: 0 },
      seededRandom(1),
    );
    const { cause, policy } = filterMail(mail, { data: company, policyOf: policyInForce(company), now: testNow });
    return { mail: { ...mail, cause }, cause, policy };
  }

  return {
    personIn,
    sent,
    /** "outcome cause policy" of a copy to the first member of a group. */
    fate(...copy: Parameters<typeof sent>): string {
      const { cause, policy } = sent(...copy);
      return `${cause.outcome} ${cause.key} ${policy.name}`.trim();
    },
    administrator: (...set: Call[]) => administrator.apply({ set }),
    dns: (dns: Record<string, object>) => administrator.apply({ dns }),
  };
}
