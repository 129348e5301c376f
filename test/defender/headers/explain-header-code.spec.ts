import assert from 'node:assert/strict';
import { asfOption, asfOptions } from '../../../src/defender/headers/asf-options.ts';
import { compauthReason, compauthReasons } from '../../../src/defender/headers/compauth-reasons.ts';
import { explainHeaderCode, explainHeaderText } from '../../../src/defender/headers/explain-header-code.ts';

describe('explainHeaderCode', () => {
  it('explains a code with its source and date, in any case', () => {
    const explained = explainHeaderCode('sfv', 'skq');

    assert.equal(explained.known, true);
    assert.match(explained.meaning, /released from quarantine/i);
    assert.match(explained.source ?? '', /Microsoft Learn/);
    assert.match(explained.date ?? '', /^2026-/);
  });

  it('explains both spellings of high confidence phishing alike', () => {
    assert.equal(explainHeaderCode('CAT', 'HPHSH').meaning, explainHeaderCode('CAT', 'HPHISH').meaning);
  });

  it('calls an unknown code and an unknown field unknown', () => {
    assert.equal(explainHeaderCode('CAT', 'QRPH').known, false);
    assert.equal(explainHeaderCode('XYZ', '1').known, false);
    assert.equal(explainHeaderCode('constructor', 'name').known, false);
  });

  it('explains the text of each Advanced Spam Filter option, and calls another text unknown', () => {
    for (const { text, property } of asfOptions) {
      const explained = explainHeaderCode('X-CustomSpam', text);
      assert.equal(explained.known, true, text);
      assert.equal(explained.lookAt, property);
    }
    assert.equal(explainHeaderCode('X-CustomSpam', 'Purple bug').known, false);
  });

  it('never shows spam filter rule numbers as a cause', () => {
    assert.match(explainHeaderCode('SFS', '(13230040)').meaning, /no cause/);
  });

  for (const [text, meaning] of [
    ['SFV:SKQ', /released from quarantine/i],
    ['scl -1', /skipped/i],
    ['BCL: 8', /many complaints/],
    ['compauth=fail', /failed/],
    ['reason=601', /accepted domains/],
    ['601', /accepted domains/],
    ['dkim', /signature/i],
    ['DIMP', /Domain impersonation/],
    ['SKI', /IP Allow List/],
    ['dmarc=oreject', /instead of rejecting/],
    ['action=oreject', /instead of rejecting/],
  ] as const) {
    it(`understands "${text}"`, () => {
      assert.match(explainHeaderText(text).meaning, meaning);
    });
  }
});

describe('The reason codes of composite authentication', () => {
  it('prefer the exact code to the group', () => {
    assert.equal(compauthReason('601')?.code, '601');
    assert.equal(compauthReason('603')?.code, '6xx');
    assert.equal(compauthReason('451')?.code, '4xx');
    assert.equal(compauthReason('704')?.code, '70x');
    assert.equal(compauthReason('905')?.code, '905');
    assert.equal(compauthReason('777'), null);
    assert.equal(compauthReason('60'), null);
  });

  it('are listed once each', () => {
    assert.equal(new Set(compauthReasons.map(({ code }) => code)).size, compauthReasons.length);
  });
});

describe('The options of the Advanced Spam Filter', () => {
  it('are found by the text they stamp, whatever its case and spacing', () => {
    assert.equal(asfOption(' web  BUG ')?.property, 'MarkAsSpamWebBugsInHtml');
    assert.equal(asfOption('SPF Record Fail')?.property, 'MarkAsSpamSpfRecordHardFail');
    assert.equal(asfOption('SPF From Record Fail')?.property, 'MarkAsSpamFromAddressAuthFail');
    assert.equal(asfOption('something else'), null);
  });

  it('have one text and one property each', () => {
    assert.equal(new Set(asfOptions.map(({ text }) => text)).size, 15);
    assert.equal(new Set(asfOptions.map(({ property }) => property)).size, 15);
  });
});
