import type { CampaignFact } from '../../../src/campaigns/test-campaign/facts.ts';
import { pollCampaigns } from '../../../src/campaigns/watch/poll.ts';
import { type Tempo, usualTempo } from '../../../src/campaigns/watch/tempo.ts';
import type { SenderProfile } from '../../../src/contactmonkey/sender-profile.ts';
import type { EmailEvent, MessageTraceRow, PostDeliveryEvent, UrlClick } from '../../../src/defender/mail-events.ts';
import type { TenantReader } from '../../../src/microsoft365/tenant-reader.ts';
import type { Database } from '../../../src/store/database.ts';
import { type FakeTenant, fakeTenantReader, notReadBecause } from '../../support/fake-tenant-reader.ts';
import { guid } from '../../support/quarantined-mail.ts';
import { profile } from '../../support/questions.ts';

export const start = Date.parse('2026-11-20T09:00:00.000Z');
const minute = 60_000;

/** Minutes after the start as ISO 8601 UTC. */
export function at(minutes: number): string {
  return new Date(start + minutes * minute).toISOString();
}

export function traced(id: string, minutes: number, given: Partial<MessageTraceRow> = {}): MessageTraceRow {
  return {
    messageTraceId: guid(id),
    internetMessageId: `<${id}@mail.contoso.example>`,
    receivedAt: at(minutes),
    sender: 'news@contoso.example',
    recipient: 'ada@contoso.example',
    subject: 'CM Test - Town Hall',
    status: 'Delivered',
    fromIp: null,
    toIp: null,
    sizeBytes: null,
    ...given,
  };
}

/** A tenant that is polled by hand at minutes of an injected clock; every fact handed out is kept in order. */
export function watchBench(
  database: Database,
  tenantId: string,
  given: Partial<FakeTenant> = {},
  tempo: Partial<Tempo> = {},
) {
  const fake = fakeTenantReader({
    cmdlets: { 'Get-AcceptedDomain': [{ DomainName: 'contoso.example' }] },
    hunting: false,
    ...given,
  });
  const clicks: UrlClick[] = [];
  const facts: CampaignFact[] = [];
  let broken: Error | null = null;
  const hunted = (name: string) => {
    fake.calls.push(`hunting.sentMail.${name}`);
  };
  const reader: TenantReader = {
    ...fake.reader,
    tenantId,
    hunting: {
      ...fake.reader.hunting,
      sentMail: {
        async events({ subjects }) {
          await fake.reader.hunting.emailEvents([]);
          return fake.tenant.events.filter((event: EmailEvent) => subjects.includes(event.subject));
        },
        async postDelivery(): Promise<PostDeliveryEvent[]> {
          hunted('postDelivery');
          return fake.tenant.postDelivery;
        },
        async clicks() {
          hunted('clicks');
          return clicks;
        },
        async attachments() {
          hunted('attachments');
          return [];
        },
      },
    },
  };

  async function poll(minutes: number, senderProfile: SenderProfile = profile) {
    const deps = {
      tenant: reader,
      profile: senderProfile,
      database,
      tempo: { ...usualTempo, ...tempo },
      onFacts: async (_: unknown, fresh: CampaignFact[]) => {
        if (broken !== null) throw broken;
        facts.push(...fresh);
      },
    };
    fake.calls.length = 0;
    return pollCampaigns(deps, new Date(start + minutes * minute));
  }

  return {
    poll,
    facts,
    kinds: () => facts.map(({ kind }) => kind),
    clicks,
    tenant: fake.tenant,
    calls: fake.calls,
    fail: (name: string, kind: Parameters<typeof notReadBecause>[0]) => {
      fake.tenant.failing[name] = notReadBecause(kind, name);
    },
    breakFacts: (error: Error | null) => {
      broken = error;
    },
  };
}
