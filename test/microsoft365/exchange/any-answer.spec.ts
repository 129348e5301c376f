import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NotReadError } from '../../../src/defender/reading.ts';
import { openEnvelope } from '../../../src/microsoft365/exchange/envelope.ts';
import { quarantinedMessage } from '../../../src/microsoft365/exchange/quarantine-row.ts';
import { emailEvent } from '../../../src/microsoft365/hunting/rows.ts';

const asked = { what: 'x', cmdlet: 'Get-X' };
const status = fc.constantFrom(200, 204, 302, 400, 401, 403, 404, 408, 429, 500, 503, 504);
const errorLike = fc.record(
  {
    error: fc.record(
      { code: fc.jsonValue(), message: fc.jsonValue(), details: fc.jsonValue(), innererror: fc.jsonValue() },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  errorLike.map((value) => JSON.stringify(value)),
  fc.record({ value: fc.jsonValue(), '@adminapi.warnings': fc.jsonValue() }).map((value) => JSON.stringify(value)),
);

/** A row with the right keys and any values at all. */
function rowOf(...keys: string[]) {
  return fc.record(Object.fromEntries(keys.map((key) => [key, fc.jsonValue()])), { requiredKeys: [] });
}

describe('any answer at all', () => {
  it('is rows or a reason, never another error', () => {
    fc.assert(
      fc.property(status, body, (code, text) => {
        try {
          const answer = openEnvelope({ status: code, headers: {}, text }, asked, 0);
          assert.ok(Array.isArray(answer.rows));
        } catch (error) {
          assert.ok(error instanceof NotReadError, String(error));
          assert.match(error.why.sentence, /\.$/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('of the quarantine is a message or nothing', () => {
    const row = rowOf(
      'Identity',
      'ReceivedTime',
      'RecipientAddress',
      'QuarantineTypes',
      'ReleaseStatus',
      'Direction',
      'Expires',
      'Size',
    );
    fc.assert(
      fc.property(row, (cells) => {
        const message = quarantinedMessage({ Identity: 'a\\b', ReceivedTime: '2026-11-20T08:00:00Z', ...cells });
        if (message) assert.ok(message.recipients.every((address) => typeof address === 'string'));
      }),
    );
  });

  it('of advanced hunting is an event or nothing', () => {
    const row = rowOf(
      'Timestamp',
      'ThreatTypes',
      'DetectionMethods',
      'ConfidenceLevel',
      'AuthenticationDetails',
      'Subject',
    );
    fc.assert(
      fc.property(row, (cells) => {
        const event = emailEvent({
          NetworkMessageId: 'a',
          RecipientEmailAddress: 'b',
          Timestamp: '2026-11-20T08:00:00Z',
          ...cells,
        });
        if (event) assert.ok(event.threatTypes.every((word) => typeof word === 'string'));
      }),
    );
  });
});
