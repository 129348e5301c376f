import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { attribute } from '../../../src/defender/attribution/attribute.ts';
import { quarantineReasons } from '../../../src/defender/quarantined-message.ts';
import { headersOf, huntingRow, purgeRow, quarantineRow, traceDetail } from '../../support/mail-evidence.ts';

const components = new Set([
  ...['anti-spam', 'anti-phish', 'anti-malware', 'safe-attachments', 'safe-links', 'transport-rule'],
  ...['tenant-allow-block-list', 'connection-filter', 'user-settings', 'mailbox', 'zap', 'outbound-spam', 'edge'],
  ...['authentication', 'unknown'],
]);
const certainties = new Set(['certain', 'likely', 'unknown']);
const blocks = readdirSync(join(import.meta.dirname, '../../support/headers')).map(headersOf);

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const word = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('Block', 'Allow', 'constructor', '__proto__', 'Antispam', 'Spoof'),
);
const quarantined = fc
  .record({
    reason: fc.option(fc.constantFrom(...quarantineReasons)),
    policyType: fc.option(
      fc.constantFrom(
        'HostedContentFilterPolicy',
        'AntiPhishPolicy',
        'AntiMalwarePolicy',
        'SafeAttachmentPolicy',
        'Odd',
      ),
    ),
  })
  .map(quarantineRow);
const hunting = fc
  .record({
    emailActionPolicy: fc.option(
      fc.constantFrom('Antispam bulk mail', 'Antispam phishing', 'Anti-phishing spoof', 'Antimalware', 'New kind'),
    ),
    emailActionPolicyGuid: fc.option(fc.uuid()),
    threatTypes: fc.subarray(['Phish', 'Malware', 'Spam', 'Other']),
    detectionMethods: fc.dictionary(fc.constantFrom('Phish', 'Malware', 'Spam'), fc.array(word, { maxLength: 2 })),
    orgLevelAction: fc.option(word),
    orgLevelPolicy: fc.option(
      fc.oneof(word, fc.constantFrom('Connection policy', 'Sender address list (Admin override)')),
    ),
    bulkComplaintLevel: fc.option(fc.integer({ min: 0, max: 9 })),
    direction: fc.option(fc.constantFrom('Inbound', 'Intra-org', 'Outbound', 'Sideways')),
  })
  .map(huntingRow);
const policy = fc.dictionary(
  fc.constantFrom(
    'BulkThreshold',
    'SpamAction',
    'HonorDmarcPolicy',
    'PhishThresholdLevel',
    'RegionBlockList',
    'EnableRegionBlockList',
    'Name',
  ),
  fc.jsonValue(),
);
const evidence = fc.record({
  headers: optional(fc.constantFrom(...blocks)),
  quarantined: optional(quarantined),
  events: optional(fc.array(hunting, { maxLength: 3 })),
  postDelivery: optional(fc.array(fc.record({ actionType: word, action: word }).map(purgeRow), { maxLength: 2 })),
  traceDetails: optional(
    fc.array(fc.record({ event: word, detail: word, data: word }).map(traceDetail), { maxLength: 2 }),
  ),
  policies: optional(fc.record({ antiSpam: policy, antiPhish: policy })),
});

function present<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Partial<T>;
}

describe('attribute, over any combination of evidence', () => {
  it('gives one answer, in the agreed words, and everything else as "would also"', () => {
    fc.assert(
      fc.property(evidence, (parts) => {
        const { causes, path } = attribute(present(parts));
        const [answer, ...others] = causes;

        assert.equal(answer?.wouldAlso, false);
        assert.ok(others.every(({ wouldAlso }) => wouldAlso));
        assert.ok(causes.every(({ component }) => components.has(component)));
        assert.ok(causes.every(({ certainty }) => certainties.has(certainty)));
        assert.ok(causes.every(({ explanation, source, date }) => explanation !== '' && source !== '' && date !== ''));
        assert.ok(certainties.has(path.certainty));
      }),
      { numRuns: 400 },
    );
  });

  it('never is certain where its sources contradict each other, unless a purge explains it', () => {
    fc.assert(
      fc.property(evidence, (parts) => {
        const { causes, contradictions } = attribute(present(parts));
        const [answer] = causes;

        if (contradictions.length > 0 && answer?.rule !== 'purged') assert.notEqual(answer?.certainty, 'certain');
      }),
      { numRuns: 400 },
    );
  });

  it('does not change its answer with the order of the hunting rows', () => {
    fc.assert(
      fc.property(quarantined, fc.array(hunting, { minLength: 2, maxLength: 3 }), (row, events) => {
        const one = attribute({ quarantined: row, events });
        const other = attribute({ quarantined: row, events: events.toReversed() });

        assert.equal(one.causes[0]?.component, other.causes[0]?.component);
        assert.equal(one.causes[0]?.certainty, other.causes[0]?.certainty);
      }),
    );
  });
});
