import assert from 'node:assert/strict';
import { endpointsFor } from '../../src/contactmonkey/endpoints.ts';
import { defaultSenderProfile, parseSenderProfile } from '../../src/contactmonkey/parse-sender-profile.ts';

describe('endpointsFor', () => {
  it('lists what is published of a region, each entry with source and date', () => {
    const published = endpointsFor(['ca'], defaultSenderProfile()).filter((entry) => entry.certainty === 'published');

    assert.deepEqual(
      published.map(({ value, kind }) => [value, kind]),
      [
        ['tkca.cmnky.co', 'domain'],
        ['contactmonkey.ca', 'domain'],
        ['https://tkca.cmnky.co/api/v1/tracker', 'url'],
      ],
    );
    assert.ok(
      published.every(
        ({ source, date, region }) => /article/.test(source) && /^\d{4}-/.test(date) && region === 'Canada',
      ),
    );
  });

  it('asks the CSM for what is not published, and makes nothing up', () => {
    const open = endpointsFor(['us'], defaultSenderProfile()).filter((entry) => entry.certainty === 'ask your CSM');

    assert.equal(open.length, 5);
    assert.ok(open.every(({ value }) => value === null));
    assert.match(open.map(({ purpose }) => purpose).join(), /sending addresses.*return-path.*DKIM.*SPF.*pictures/);
  });

  it("shows the customer's own values in place of the questions they answer", () => {
    const { profile } = parseSenderProfile({
      regions: ['eu'],
      sendingIps: ['198.51.100.23'],
      trackingHosts: ['links.adventure-works.example'],
    });
    const entries = endpointsFor([], profile);

    assert.deepEqual(
      entries.filter(({ certainty }) => certainty === 'customer').map(({ value }) => value),
      ['links.adventure-works.example', '198.51.100.23'],
    );
    assert.equal(
      entries.some(({ value, purpose }) => value === null && purpose.includes('sending addresses')),
      false,
    );
  });

  it("goes by the profile's regions when none is asked for, and by all when it names none", () => {
    const regions = (profile = defaultSenderProfile()) =>
      new Set(endpointsFor([], profile).flatMap(({ regionCode }) => (regionCode ? [regionCode] : [])));

    assert.deepEqual([...regions(parseSenderProfile({ regions: ['au'] }).profile)], ['au']);
    assert.deepEqual([...regions()], ['us', 'eu', 'ca', 'au']);
  });

  it('lists no value twice', () => {
    const values = endpointsFor(['us', 'us', 'eu', 'ca', 'au'], defaultSenderProfile()).flatMap(
      ({ value }) => value ?? [],
    );

    assert.equal(new Set(values).size, values.length);
  });
});
