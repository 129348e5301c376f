export interface CompauthReason {
  /** Three digits; `x` stands for any. More exact codes come first. */
  code: string;
  result: 'pass' | 'softpass' | 'fail' | 'none' | null;
  meaning: string;
  firstFix: string | null;
  source: string;
  date: string;
  confidence: 'documented' | 'observed';
}

const learn = {
  source: 'Microsoft Learn, message-headers-eop-mdo and email-auth-sec-ops-guide',
  date: '2026-07-27',
  confidence: 'documented',
} as const;

const align = 'Have the campaign mail signed with DKIM by the domain in its From address, or pass SPF for it.';

/** Reason codes of composite authentication. */
export const compauthReasons: readonly CompauthReason[] = [
  {
    ...learn,
    code: '000',
    result: 'fail',
    meaning: 'the message fails DMARC, and the From domain asks for quarantine or rejection',
    firstFix: align,
  },
  {
    ...learn,
    code: '001',
    result: 'fail',
    meaning: 'implicit failure: the From domain publishes no records, or weak ones (SPF soft fail, DMARC p=none)',
    firstFix: align,
  },
  {
    ...learn,
    code: '002',
    result: 'fail',
    meaning: 'an administrator blocked this pair of sender and infrastructure',
    firstFix: 'Remove the spoofed sender block from the Tenant Allow/Block List.',
  },
  {
    ...learn,
    code: '010',
    result: 'fail',
    meaning:
      "the message fails DMARC with quarantine or rejection, and the From domain is one of the organisation's own accepted domains",
    firstFix: align,
  },
  { ...learn, code: '100', result: 'pass', meaning: 'SPF or DKIM passed for the From domain', firstFix: null },
  { ...learn, code: '101', result: 'pass', meaning: 'DKIM signed by the From domain', firstFix: null },
  { ...learn, code: '102', result: 'pass', meaning: 'SPF passed for the From domain', firstFix: null },
  {
    ...learn,
    code: '103',
    result: 'pass',
    meaning: "the From domain matches the sending address's reverse DNS name, which is fragile",
    firstFix: align,
  },
  {
    ...learn,
    code: '104',
    result: 'pass',
    meaning: "the From domain matches the sending address's reverse DNS name, which is fragile",
    firstFix: align,
  },
  {
    ...learn,
    code: '108',
    result: 'pass',
    meaning: 'DKIM failed because an earlier known server changed the body',
    firstFix: null,
  },
  {
    ...learn,
    code: '109',
    result: 'pass',
    meaning: 'the From domain has no DMARC record, but the message would have passed',
    firstFix: 'Publish a DMARC record for the From domain.',
  },
  {
    ...learn,
    code: '111',
    result: 'pass',
    meaning: 'DMARC met an error, yet SPF or DKIM passed for the From domain',
    firstFix: 'Mend the DMARC record of the From domain.',
  },
  {
    ...learn,
    code: '112',
    result: null,
    meaning: 'DNS timed out while the DMARC record was fetched',
    firstFix: null,
  },
  {
    ...learn,
    code: '115',
    result: 'pass',
    meaning: 'the message came from a Microsoft 365 organisation that owns the From domain',
    firstFix: null,
  },
  {
    ...learn,
    code: '116',
    result: 'pass',
    meaning: "the From domain's MX matches the sending address's reverse DNS name, which is fragile",
    firstFix: align,
  },
  { ...learn, code: '130', result: 'pass', meaning: 'a trusted ARC sealer overrode the DMARC failure', firstFix: null },
  {
    ...learn,
    code: '201',
    result: 'softpass',
    meaning: 'the reverse DNS name of the From domain matches the subnet of the sending address, which is fragile',
    firstFix: align,
  },
  {
    ...learn,
    code: '202',
    result: 'softpass',
    meaning: 'the From domain matches the reverse DNS name of the sending address, which is fragile',
    firstFix: align,
  },
  {
    ...learn,
    code: '501',
    result: null,
    meaning: 'DMARC was not applied: this is a valid non-delivery report to an earlier sender',
    firstFix: null,
  },
  {
    ...learn,
    code: '502',
    result: null,
    meaning: 'DMARC was not applied: this is a valid non-delivery report from this organisation',
    firstFix: null,
  },
  {
    ...learn,
    code: '601',
    result: 'fail',
    meaning:
      "the From domain is one of the organisation's own accepted domains, and neither SPF nor DKIM passed for it (intra-org spoof)",
    firstFix: align,
  },
  {
    ...learn,
    code: '905',
    result: 'none',
    meaning: 'DMARC was not enforced because mail takes a complex route to Microsoft 365',
    firstFix: 'Switch on Enhanced Filtering for the inbound connector of the gateway.',
  },
  {
    ...learn,
    code: '105',
    result: 'pass',
    meaning: 'passed for a reason that Microsoft does not document',
    firstFix: null,
    source: 'observed in public headers, not documented by Microsoft',
    date: '2026-11',
    confidence: 'observed',
  },
  {
    ...learn,
    code: '70x',
    result: 'pass',
    meaning:
      'passed because this infrastructure has a history of good mail; that ends when the sending address changes',
    firstFix: align,
  },
  { ...learn, code: '3xx', result: 'none', meaning: 'composite authentication was not checked', firstFix: null },
  { ...learn, code: '4xx', result: 'none', meaning: 'the message bypassed composite authentication', firstFix: null },
  {
    ...learn,
    code: '6xx',
    result: 'fail',
    meaning: 'implicit failure of sender authentication',
    firstFix: align,
  },
  { ...learn, code: '9xx', result: 'none', meaning: 'the message bypassed composite authentication', firstFix: null },
];

/** The reason code's row, the most exact one; null when the code is in no table. */
export function compauthReason(code: string | null): CompauthReason | null {
  if (code === null) return null;
  return compauthReasons.find((row) => row.code === code) ?? compauthReasons.find((row) => matches(row, code)) ?? null;
}

function matches(row: CompauthReason, code: string): boolean {
  return (
    code.length === 3 && /^\d{3}$/.test(code) && [...row.code].every((digit, at) => digit === 'x' || digit === code[at])
  );
}
