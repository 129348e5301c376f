import assert from 'node:assert/strict';
import { CampaignGroups } from '../../src/campaigns/campaign-groups.ts';
import { type CampaignMailSearch, findCampaignMail, thoroughEffort } from '../../src/campaigns/campaign-mail.ts';
import type { RecognisedMail } from '../../src/campaigns/recognition.ts';
import type { QuarantinedMessage } from '../../src/defender/quarantined-message.ts';
import { NotReadError } from '../../src/defender/reading.ts';
import type { TenantReader } from '../../src/microsoft365/tenant-reader.ts';
import { fakeTenantReader, notReadBecause } from '../support/fake-tenant-reader.ts';
import { heapInUse } from '../support/heap.ts';
import { quarantined } from '../support/quarantined-mail.ts';
import { now, profile } from '../support/questions.ts';

const filters = { from: '2026-10-21T12:00:00.000Z', to: now.toISOString() };

function search(tenant: TenantReader, given: Partial<CampaignMailSearch> = {}): CampaignMailSearch {
  return { tenant, profile, filters, includeOthers: false, now, effort: thoroughEffort, ...given };
}

async function found(request: CampaignMailSearch) {
  const mail: RecognisedMail[] = [];
  const report = await findCampaignMail(request, (one) => mail.push(one));
  return { subjects: mail.map(({ message }) => message.subject).sort(), report, mail };
}

/** A quarantine of any size that makes each page when it is asked for. */
function endlessTenant(messages: number, make: (index: number) => Partial<QuarantinedMessage>) {
  const { reader } = fakeTenantReader();
  let pages = 0;
  reader.quarantine.pages = async function* (query) {
    let page: QuarantinedMessage[] = [];
    for (let index = 0; index < messages; index += 1) {
      const message = row(index, make(index));
      if (!query.sender || query.sender.includes(message.sender)) page.push(message);
      if (page.length < 1000 && index < messages - 1) continue;
      pages += 1;
      yield page;
      page = [];
    }
  };
  return { reader, pages: () => pages };
}

function row(index: number, given: Partial<QuarantinedMessage>): QuarantinedMessage {
  return quarantined(String(index), {
    receivedAt: new Date(now.getTime() - index * 40_000).toISOString(),
    sender: `person${index % 5000}@fabrikam.example`,
    subject: `Invoice ${index}`,
    ...given,
  });
}

describe('Finding campaign mail', () => {
  it('counts a message once, whichever way it was found', async () => {
    const both = quarantined('both');
    const { reader } = fakeTenantReader({
      messages: [both],
      urls: [
        {
          networkMessageId: both.networkMessageId,
          url: 'https://contactmonkey.com/api/v1/tracker',
          domain: 'contactmonkey.com',
        },
      ],
    });
    assert.deepEqual((await found(search(reader))).subjects, ['Town Hall Recap']);
  });

  it('never takes mail for ContactMonkey’s by the domain in From alone', async () => {
    const { reader } = fakeTenantReader({ messages: [quarantined('hr', { sender: 'hr@contoso.example' })] });
    assert.deepEqual((await found(search(reader))).subjects, []);
  });

  it('rejects when the quarantine cannot be read at all', async () => {
    const { reader } = fakeTenantReader({
      failing: { 'quarantine.pages': notReadBecause('throttled', 'the quarantine') },
    });
    await assert.rejects(
      findCampaignMail(search(reader), () => {}),
      NotReadError,
    );
  });

  it('keeps what it has when the tenant stops answering half way, and says so', async () => {
    const { reader } = endlessTenant(20_000, (index) =>
      index % 10 === 0 ? { sender: 'news@contoso.example', subject: 'News' } : {},
    );
    const whole = reader.quarantine.pages;
    reader.quarantine.pages = async function* (query, signal) {
      let pages = 0;
      for await (const page of whole(query, signal)) {
        if (pages === 1) throw new NotReadError(notReadBecause('throttled', 'the quarantine'));
        pages += 1;
        yield page;
      }
    };
    const { mail, report } = await found(search(reader));
    assert.equal(mail.length, 1000);
    assert.ok(report.notRead.every(({ kind, sentence }) => kind === 'throttled' && /Only the newest/.test(sentence)));
    assert.ok(report.notRead.length > 0);
  });

  it('stops at its page budget and says how far back it looked', async () => {
    const { reader, pages } = endlessTenant(50_000, () => ({}));
    const { report } = await found(search(reader, { effort: { pages: 3, lookInto: 0 } }));
    assert.ok(pages() <= 3, `${pages()} pages`);
    const cut = report.notRead.find(({ what }) => what === 'older quarantined mail');
    assert.match(cut?.sentence ?? '', /newest 2,000 messages were searched \(back to 2026-11-19/);
  });

  it('walks through 50,000 messages without holding them', async () => {
    const { reader } = endlessTenant(50_000, (index) =>
      index % 100 === 0 ? { sender: 'news@contoso.example', subject: `News ${Math.floor(index / 1000)}` } : {},
    );
    const groups = new CampaignGroups(profile.testSubjectPrefix);
    const before = heapInUse();
    let highest = before;
    let seen = 0;
    const report = await findCampaignMail(search(reader), (mail) => {
      groups.add(mail);
      seen += 1;
      if (seen % 50 === 0) highest = Math.max(highest, heapInUse());
    });
    assert.equal(report.messagesRead, 50_500);
    assert.equal(seen, 500);
    assert.ok(groups.newestFirst().length >= 50);
    assert.ok(highest - before < 15 * 1024 * 1024, `${Math.round((highest - before) / 1024 / 1024)} MB`);
  });
});

describe('Campaign groups', () => {
  it('sum up reasons, policies, expiry and time, whatever the order of arrival', () => {
    const groups = new CampaignGroups(profile.testSubjectPrefix);
    const recognition = {
      is: 'yes',
      isTest: false,
      path: 'own-mailbox',
      standing: 'claimed',
      evidence: [],
      notLookedAt: [],
    } as const;
    const early = quarantined('early', {
      receivedAt: '2026-11-20T08:00:00.000Z',
      expiresAt: '2026-12-01T00:00:00.000Z',
      reason: 'Bulk',
      reasonText: 'Bulk',
    });
    const late = quarantined('late', { recipients: ['a@x.example', 'b@x.example'] });
    for (const message of [late, early])
      groups.add({ message, recognition: { ...recognition, evidence: [], notLookedAt: [] } });
    const [group] = groups.newestFirst();
    assert.ok(group);
    assert.equal(group.messages, 2);
    assert.equal(group.recipients, 3);
    assert.equal(group.firstReceivedAt, early.receivedAt);
    assert.equal(group.lastReceivedAt, late.receivedAt);
    assert.equal(group.earliestExpiry, early.expiresAt);
    assert.deepEqual(
      [...group.reasons],
      [
        ['Spam', 1],
        ['Bulk', 1],
      ],
    );
    assert.equal(group.examples.length, 2);
  });
});
