import assert from 'node:assert/strict';
import { attribute } from '../../../src/defender/attribution/attribute.ts';
import type { Evidence } from '../../../src/defender/attribution/evidence.ts';
import { analyseHeaders } from '../../../src/defender/headers/analyse-headers.ts';
import type { QuarantinedMessage } from '../../../src/defender/quarantined-message.ts';
import { headersOf, huntingRow, purgeRow, quarantineRow, traceDetail } from '../../support/mail-evidence.ts';

function answer(evidence: Evidence) {
  const found = attribute(evidence);
  const [first] = found.causes;
  assert.ok(first);
  return { ...first, contradictions: found.contradictions, wouldSettle: found.wouldSettle };
}

function stamped(report: string, results = '') {
  const { causes } = attribute({ headers: analyseHeaders(`${results}X-Forefront-Antispam-Report: ${report}\r\n`) });
  const [first] = causes;
  assert.ok(first);
  return first;
}

describe('A header whose stamps do not go together', () => {
  it('takes mail marked as spam for spam, though no category was given, and is not certain of it', () => {
    const spam = stamped('SCL:5;SFV:SPM;CAT:NONE;DIR:INB;');
    const sure = stamped('SCL:9;SFV:SPM;CAT:NONE;DIR:INB;');

    assert.deepEqual([spam.component, spam.setting, spam.certainty], ['anti-spam', 'SpamAction', 'likely']);
    assert.deepEqual([sure.component, sure.setting], ['anti-spam', 'HighConfidenceSpamAction']);
  });

  it('is not certain of a spoof whose sender authentication passed, and says so', () => {
    const cause = stamped(
      'SCL:5;SFV:SPM;CAT:SPOOF;DIR:INB;',
      'Authentication-Results: spf=pass smtp.mailfrom=contoso.example; dmarc=pass action=none\r\n header.from=contoso.example;compauth=pass reason=100\r\n',
    );

    assert.deepEqual([cause.setting, cause.certainty], ['AuthenticationFailAction', 'likely']);
    assert.match(cause.explanation, /Composite authentication passed all the same/);
  });
});

describe('A cause from the quarantine row alone', () => {
  type Row = [
    reason: QuarantinedMessage['reason'],
    policyType: string | null,
    component: string,
    setting: string | null,
    certainty: string,
  ];
  const rows: Row[] = [
    ['Bulk', 'HostedContentFilterPolicy', 'anti-spam', 'BulkThreshold', 'certain'],
    ['Spam', 'HostedContentFilterPolicy', 'anti-spam', null, 'likely'],
    ['Phish', 'HostedContentFilterPolicy', 'anti-spam', 'PhishSpamAction', 'certain'],
    ['Phish', 'AntiPhishPolicy', 'anti-phish', null, 'likely'],
    ['Phish', 'SafeAttachmentPolicy', 'safe-attachments', 'Action', 'certain'],
    ['Phish', null, 'unknown', null, 'likely'],
    ['HighConfPhish', 'HostedContentFilterPolicy', 'anti-spam', 'HighConfidencePhishAction', 'certain'],
    ['Malware', 'AntiMalwarePolicy', 'anti-malware', null, 'certain'],
    ['Malware', 'SafeAttachmentPolicy', 'safe-attachments', 'Action', 'certain'],
    ['Malware', null, 'anti-malware', null, 'likely'],
    ['FileTypeBlock', 'AntiMalwarePolicy', 'anti-malware', 'FileTypes', 'certain'],
    ['TransportRule', 'ExchangeTransportRule', 'transport-rule', 'Quarantine', 'certain'],
    ['DataLossPrevention', 'DataLossPreventionRule', 'unknown', null, 'certain'],
    ['AdminTriggered', null, 'unknown', null, 'certain'],
    ['SPOMalware', null, 'safe-attachments', 'EnableATPForSPOTeamsODB', 'certain'],
    ['PPI', null, 'unknown', null, 'unknown'],
  ];
  for (const [reason, policyType, component, setting, certainty] of rows) {
    it(`${reason} by ${policyType ?? 'an unnamed policy'}: ${component} ${setting ?? ''}, ${certainty}`, () => {
      const cause = answer({ quarantined: quarantineRow({ reason, policyType }) });

      assert.deepEqual([cause.component, cause.setting, cause.certainty], [component, setting, certainty]);
    });
  }

  it('names the policy that acted', () => {
    assert.equal(
      answer({ quarantined: quarantineRow({ reason: 'Bulk', policyName: 'Strict mail' }) }).policy,
      'Strict mail',
    );
  });

  it('names the rule that data loss prevention goes by, and says where it is set', () => {
    const cause = answer({
      quarantined: quarantineRow({
        reason: 'DataLossPrevention',
        policyType: 'DataLossPreventionRule',
        policyName: 'Card numbers',
      }),
    });

    assert.equal(cause.policy, 'Card numbers');
    assert.match(cause.explanation, /Purview/);
  });

  it('does not say that mail in quarantine was let through, when nothing says what holds it', () => {
    const cause = answer({
      headers: headersOf('delivered.txt'),
      quarantined: quarantineRow({ reason: 'PPI', policyType: null }),
    });

    assert.deepEqual([cause.component, cause.effect], ['unknown', 'unknown']);
  });

  it('reads the policy type in any case', () => {
    const cause = answer({ quarantined: quarantineRow({ reason: 'Phish', policyType: 'hostedcontentfilterpolicy' }) });

    assert.deepEqual([cause.setting, cause.policy], ['PhishSpamAction', 'Newsroom anti-spam']);
  });

  it('says which settings are possible when the row does not tell, and that the header would', () => {
    const cause = answer({ quarantined: quarantineRow({ reason: 'Spam' }) });

    assert.match(cause.explanation, /HighConfidenceSpamAction or SpamAction/);
    assert.match(cause.wouldSettle.join(), /message header/);
  });

  it('settles it by the policy when only one of its actions quarantines', () => {
    const cause = answer({
      quarantined: quarantineRow({ reason: 'Spam' }),
      policies: {
        antiSpam: { Name: 'Newsroom anti-spam', SpamAction: 'MoveToJmf', HighConfidenceSpamAction: 'Quarantine' },
      },
    });

    assert.equal(cause.setting, 'HighConfidenceSpamAction');
  });

  it('keeps a reason that Microsoft does not document', () => {
    const cause = answer({ quarantined: quarantineRow({ reason: null, reasonText: 'Sparkle', policyType: null }) });

    assert.equal(cause.component, 'unknown');
    assert.match(cause.explanation, /"Sparkle"/);
  });
});

describe('A cause from several sources', () => {
  it('is certain where header and quarantine agree, and narrows what either leaves open', () => {
    const spam = answer({ quarantined: quarantineRow(), headers: headersOf('high-confidence-spam.txt') });
    const impersonation = answer({
      quarantined: quarantineRow({ reason: 'Phish', policyType: 'AntiPhishPolicy', policyName: 'People' }),
      headers: headersOf('user-impersonation.txt'),
    });

    assert.deepEqual(
      [spam.setting, spam.certainty, spam.policy],
      ['HighConfidenceSpamAction', 'certain', 'Newsroom anti-spam'],
    );
    assert.deepEqual(
      [impersonation.setting, impersonation.certainty, impersonation.policy],
      ['TargetedUserProtectionAction', 'certain', 'People'],
    );
  });

  it('is made certain by the policy GUID of the hunting row, with the name where the policy was read', () => {
    const guid = '0f6b2c9e-58a1-4c37-9d0e-b3a4f1e27c68';
    const events = [
      huntingRow({ emailActionPolicy: 'Antispam bulk mail', emailActionPolicyGuid: guid, bulkComplaintLevel: 6 }),
    ];
    const named = answer({
      events,
      policies: { antiSpam: { Name: 'Strict mail', Guid: guid.toUpperCase(), BulkThreshold: 5 } },
    });

    assert.deepEqual([named.setting, named.policy, named.certainty], ['BulkThreshold', 'Strict mail', 'certain']);
    assert.match(named.evidence.join(), new RegExp(guid));
    assert.match(named.explanation, /BCL 6 reaches the threshold 5/);
    assert.equal(answer({ events }).policy, guid);
  });

  it('lowers certainty and tells when the sources do not agree', () => {
    const cause = answer({
      quarantined: quarantineRow({ reason: 'HighConfPhish' }),
      headers: headersOf('spam.txt'),
    });

    assert.deepEqual([cause.setting, cause.certainty], ['HighConfidencePhishAction', 'likely']);
    assert.equal(cause.contradictions.length, 1);
    assert.match(cause.explanation, /do not agree/);
  });

  it('lowers certainty when the policy as it is now would not have called it bulk', () => {
    const cause = answer({ headers: headersOf('bulk.txt'), policies: { antiSpam: { BulkThreshold: 9 } } });

    assert.equal(cause.certainty, 'likely');
    assert.match(cause.explanation, /below the threshold 9/);
  });

  it('lists what hunting detected besides as "would also", after the answer', () => {
    const { causes } = attribute({
      headers: headersOf('spoof-of-own-domain.txt'),
      events: [
        huntingRow({
          threatTypes: ['Phish', 'Spam'],
          detectionMethods: { Phish: ['Spoof intra-org'], Spam: ['Bulk'] },
          bulkComplaintLevel: 8,
        }),
      ],
    });

    assert.deepEqual(
      causes.map(({ setting, wouldAlso }) => [setting, wouldAlso]),
      [
        ['AuthenticationFailAction', false],
        ['BulkThreshold', true],
      ],
    );
  });

  it('goes by the detections alone where there is nothing better, and only as likely', () => {
    const cause = answer({
      events: [
        huntingRow({
          threatTypes: ['Phish'],
          detectionMethods: { Phish: ['URL malicious reputation'] },
          confidenceLevel: { Phish: 'High' },
        }),
      ],
    });

    assert.deepEqual([cause.setting, cause.certainty], ['HighConfidencePhishAction', 'likely']);
  });

  it('uses Honor DMARC of the policy to tell the two kinds of spoof action apart', () => {
    const headers = headersOf('spoof-dmarc-quarantine.txt');
    const on = answer({ headers, policies: { antiPhish: { HonorDmarcPolicy: true } } });
    const off = answer({ headers, policies: { antiPhish: { HonorDmarcPolicy: 'False' } } });

    assert.deepEqual([on.setting, on.certainty], ['DmarcQuarantineAction', 'certain']);
    assert.deepEqual([off.setting, off.certainty], ['AuthenticationFailAction', 'certain']);
  });

  it('reads verdict and rule from message trace where there is no header', () => {
    const data =
      '<root><MEP Name="CustomData" Blob="S:SFA=SUM|SFV=SKS|SCL=6|CIP=198.51.100.23;S:TRA=ETR|ruleId=2f0a9c4e-77aa-4d7e-8a31-1c5de0b7a9f2|st=1"/></root>';
    const cause = answer({ traceDetails: [traceDetail({ data })] });

    assert.deepEqual(
      [cause.component, cause.setting, cause.policy, cause.certainty],
      ['transport-rule', 'SetSCL', '2f0a9c4e-77aa-4d7e-8a31-1c5de0b7a9f2', 'certain'],
    );
  });

  it('names the mail flow rule from the hunting row', () => {
    const cause = answer({
      quarantined: quarantineRow({ reason: 'TransportRule', policyType: 'ExchangeTransportRule', policyName: null }),
      events: [
        huntingRow({ emailActionPolicy: 'Enterprise Transport Rules (ETR)', transportRules: ['Hold vendor mail'] }),
      ],
    });

    assert.deepEqual(
      [cause.component, cause.policy, cause.certainty],
      ['transport-rule', 'Hold vendor mail', 'certain'],
    );
  });

  it("goes by the hunting rows of the message's own recipients, since policies differ by recipient", () => {
    const cause = answer({
      quarantined: quarantineRow({ reason: 'Bulk', recipients: ['INES@adventure-works.example'] }),
      events: [
        huntingRow({ recipient: 'otto@adventure-works.example', emailActionPolicy: 'Antispam phishing' }),
        huntingRow({ recipient: 'ines@adventure-works.example', emailActionPolicy: 'Antispam bulk mail' }),
      ],
    });

    assert.deepEqual([cause.setting, cause.certainty, cause.contradictions], ['BulkThreshold', 'certain', []]);
  });

  it('does not blame a rule that merely ran', () => {
    const cause = answer({
      headers: headersOf('bulk.txt'),
      events: [huntingRow({ transportRules: ['Add disclaimer'] })],
    });

    assert.equal(cause.component, 'anti-spam');
  });
});

describe('A block or an allow that hunting names', () => {
  const rows: [policy: string, component: string, setting: string | null][] = [
    ['Tenant Allow/Block List sender email address block', 'tenant-allow-block-list', 'Entries'],
    ['Tenant Allow/Block List spoof block', 'tenant-allow-block-list', 'SpoofedUser'],
    ['Connection policy', 'connection-filter', 'IPBlockList'],
    ['IP region filter from policy', 'anti-spam', 'RegionBlockList'],
    ['Language filter from policy', 'anti-spam', 'LanguageBlockList'],
    ['Sender address list (Admin override)', 'anti-spam', 'BlockedSenders'],
    ['Sender domain list (Admin override)', 'anti-spam', 'BlockedSenderDomains'],
    ['Exchange transport rule', 'transport-rule', 'Quarantine'],
  ];
  for (const [orgLevelPolicy, component, setting] of rows) {
    it(`${orgLevelPolicy} blocks: ${component} ${setting}`, () => {
      const cause = answer({ events: [huntingRow({ orgLevelAction: 'Block', orgLevelPolicy })] });

      assert.deepEqual([cause.component, cause.setting, cause.certainty], [component, setting, 'certain']);
    });
  }

  it("blames the user's own list for a block at user level", () => {
    const cause = answer({
      events: [huntingRow({ userLevelAction: 'Block', userLevelPolicy: 'Sender address list (User override)' })],
    });

    assert.deepEqual([cause.component, cause.setting], ['user-settings', 'BlockedSendersAndDomains']);
  });

  it('tells an allow as what let the message through', () => {
    const cause = answer({
      events: [
        huntingRow({
          deliveryAction: 'Delivered',
          deliveryLocation: 'Inbox/folder',
          orgLevelAction: 'Allow',
          orgLevelPolicy: 'Sender domain list (Admin override)',
        }),
      ],
    });

    assert.deepEqual([cause.setting, cause.effect], ['AllowedSenderDomains', 'let-through']);
  });

  it('finds a blocked country by comparing the policy with the header', () => {
    const { causes } = attribute({
      headers: headersOf('spam.txt'),
      policies: { antiSpam: { EnableRegionBlockList: true, RegionBlockList: ['CA', 'US'] } },
    });

    assert.deepEqual([causes[0]?.setting, causes[0]?.certainty], ['RegionBlockList', 'likely']);
  });
});

describe('Mail that was taken away after delivery', () => {
  it('is put down to zero-hour auto purge, with the verdict behind it', () => {
    const { causes } = attribute({
      headers: headersOf('delivered.txt'),
      quarantined: quarantineRow({ reason: 'Phish' }),
      postDelivery: [purgeRow()],
    });

    assert.deepEqual(
      [causes[0]?.component, causes[0]?.setting, causes[0]?.certainty],
      ['zap', 'PhishZapEnabled', 'certain'],
    );
    assert.equal(causes[1]?.setting, 'PhishSpamAction');
  });

  for (const [actionType, setting] of [
    ['Malware ZAP', 'ZapEnabled'],
    ['Spam ZAP', 'SpamZapEnabled'],
  ] as const) {
    it(`names the switch of ${actionType}`, () => {
      assert.equal(answer({ postDelivery: [purgeRow({ actionType })] }).setting, setting);
    });
  }

  it('is only likely when the events after delivery were not read', () => {
    const { causes, wouldSettle } = attribute({
      headers: headersOf('delivered.txt'),
      quarantined: quarantineRow({ reason: 'Phish' }),
    });

    assert.deepEqual(
      causes.map(({ component, certainty }) => [component, certainty]),
      [
        ['anti-spam', 'certain'],
        ['zap', 'likely'],
      ],
    );
    assert.match(causes[0]?.explanation ?? '', /this verdict came later/);
    assert.deepEqual(wouldSettle, []);
  });

  it('is not put down to a purge that failed', () => {
    assert.notEqual(
      answer({ headers: headersOf('bulk.txt'), postDelivery: [purgeRow({ actionResult: 'Error' })] }).component,
      'zap',
    );
  });

  it('is put down to a person where a person did it', () => {
    const cause = answer({
      postDelivery: [purgeRow({ actionType: 'Manual remediation', actionTrigger: 'AdminAction' })],
    });

    assert.equal(cause.rule, 'moved-by-hand');
  });

  it('does not call a release a removal', () => {
    const cause = answer({
      headers: headersOf('bulk.txt'),
      postDelivery: [purgeRow({ actionType: 'Manual remediation', action: 'Quarantine release' })],
    });

    assert.equal(cause.setting, 'BulkThreshold');
  });
});

describe('Mail that was refused', () => {
  const rows: [text: string, component: string, setting: string | null][] = [
    ['550 5.7.509 Access denied, sending domain does not pass DMARC verification', 'anti-phish', 'DmarcRejectAction'],
    ['550 5.7.68 TenantInboundAttribution; Direct Send not allowed', 'edge', 'RejectDirectSend'],
    ['550 5.7.606 Access denied, banned sending IP [198.51.100.23]', 'edge', null],
    [
      '550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by policy',
      'transport-rule',
      'RejectMessageReasonText',
    ],
    ['550 5.1.8 Access denied, bad outbound sender', 'outbound-spam', 'ActionWhenThresholdReached'],
  ];
  for (const [detail, component, setting] of rows) {
    it(`${detail.slice(4, 11)}: ${component} ${setting ?? ''}`, () => {
      const cause = answer({ traceDetails: [traceDetail({ event: 'Fail', detail })] });

      assert.deepEqual([cause.component, cause.setting], [component, setting]);
    });
  }

  it('does not take an IP address or an unknown code for a known one', () => {
    const cause = answer({ traceDetails: [traceDetail({ event: 'Fail', detail: '550 5.9.999 refused by 5.7.50.9' })] });

    assert.equal(cause.component, 'unknown');
  });
});
