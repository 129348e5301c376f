import { domainOf, firstAddress } from './addresses.ts';
import { code, type ReportPairs, readReport, text, wholeNumber } from './antispam-report.ts';
import { type AuthenticationResults, isFromMicrosoft365, readAuthenticationResults } from './authentication-results.ts';
import type { HeaderAnalysis, HeaderFacts } from './header-analysis.ts';
import { type HeaderIndex, indexFields, readHeaderFields } from './header-fields.ts';
import { decodeEncodedWords } from './mail-text.ts';
import { readMailboxDelivery } from './mailbox-delivery.ts';
import { oddities, unknownCodes } from './oddities.ts';
import { enhancedFiltering, sendGridMarks, skippedProtections, transportRuleTraces } from './traces.ts';

const report = 'X-Forefront-Antispam-Report';
const bulkReport = 'X-Microsoft-Antispam';
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const mostAuthenticationLines = 50;

/**
 * Reads a raw header block, or a whole message up to its body, into the facts Defender stamped. Never throws, whatever
 * the text. Fields named `-Untrusted` are another tenant's and give no fact.
 */
export function analyseHeaders(raw: string): HeaderAnalysis {
  const { fields, strayLines } = readHeaderFields(raw);
  const headers = indexFields(fields);
  const antispam = readTrusted(headers, report);
  const bulk = readTrusted(headers, bulkReport);
  const authentication = authenticationResults(headers);
  const facts = readFacts(headers, antispam?.pairs ?? null, bulk?.pairs ?? null, authentication);
  const fromAddress = firstAddress(headers.first('From') ?? '');
  const decoded = (name: string) => {
    const value = headers.first(name);
    return value === null ? null : decodeEncodedWords(value);
  };

  return {
    fields: facts,
    untrusted:
      antispam === null &&
      bulk === null &&
      [report, bulkReport].some((name) => headers.first(`${name}-Untrusted`) !== null),
    subject: decoded('Subject'),
    from: decoded('From'),
    fromAddress,
    to: decoded('To'),
    date: headers.first('Date'),
    messageId: headers.first('Message-ID'),
    customSpam: headers.all('X-CustomSpam').filter((value) => value !== ''),
    srv: code(antispam?.pairs ?? null, 'SRV'),
    language: text(antispam?.pairs ?? null, 'LANG'),
    host: text(antispam?.pairs ?? null, 'H'),
    ptr: text(antispam?.pairs ?? null, 'PTR'),
    authAs: headers.first('X-MS-Exchange-Organization-AuthAs') ?? headers.first('X-MS-Exchange-CrossTenant-AuthAs'),
    authSource:
      headers.first('X-MS-Exchange-Organization-AuthSource') ?? headers.first('X-MS-Exchange-CrossTenant-AuthSource'),
    authMechanism: headers.first('X-MS-Exchange-Organization-AuthMechanism'),
    directionality: headers.first('X-MS-Exchange-Organization-MessageDirectionality'),
    authenticationStamp: authentication
      ? { authservId: authentication.authservId, byMicrosoft365: isFromMicrosoft365(authentication) }
      : null,
    arc: {
      results: headers.all('ARC-Authentication-Results').length,
      chainValidation: chainValidation(headers),
      override: authentication?.arcOverride ?? false,
    },
    mailboxDelivery: readMailboxDelivery(headers.first('X-Microsoft-Antispam-Mailbox-Delivery')),
    transportRules: transportRuleTraces(fields),
    skipped: skippedProtections(headers),
    enhancedFiltering: enhancedFiltering(headers),
    sendGridMarks: sendGridMarks(headers, antispam?.pairs ?? null),
    received: headers.all('Received').slice(0, 100),
    unknown: unknownCodes(facts, antispam?.pairs ?? null, bulk?.pairs ?? null),
    oddities: oddities(headers, { report: antispam, bulkReport: bulk, strayLines }),
    fieldCount: fields.length,
  };
}

function readFacts(
  headers: HeaderIndex,
  antispam: ReportPairs | null,
  bulk: ReportPairs | null,
  authentication: AuthenticationResults | null,
): HeaderFacts {
  const dkim = authentication?.dkim ?? [];
  const dmarc = authentication?.dmarc ?? null;
  return {
    scl: wholeNumber(text(antispam, 'SCL')) ?? wholeNumber(headers.first('X-MS-Exchange-Organization-SCL')),
    sfv: code(antispam, 'SFV'),
    cat: code(antispam, 'CAT'),
    bcl: wholeNumber(text(bulk, 'BCL')),
    dir: code(antispam, 'DIR'),
    ipv: code(antispam, 'IPV'),
    cip: text(antispam, 'CIP'),
    ctry: code(antispam, 'CTRY'),
    sfty: text(antispam, 'SFTY'),
    spf: authentication?.spf?.result ?? spfSeenByMicrosoft365(headers),
    dkim: dkim.length > 0 ? dkim : null,
    dmarc: dmarc ? { result: dmarc.result, action: dmarc.action } : null,
    compauth: authentication?.compauth ?? null,
    fromDomain: domainOf(firstAddress(headers.first('From') ?? '')) ?? dmarc?.fromDomain ?? null,
    mailFromDomain:
      authentication?.spf?.mailFromDomain ?? domainOf(firstAddress(headers.first('Return-Path') ?? '')) ?? null,
    networkMessageId: networkMessageId(headers),
  };
}

function readTrusted(headers: HeaderIndex, name: string): ReturnType<typeof readReport> | null {
  const value = headers.first(name);
  return value === null ? null : readReport(value);
}

/** The topmost line that Microsoft 365 wrote; where none reads like that, the topmost of all. */
function authenticationResults(headers: HeaderIndex): AuthenticationResults | null {
  const lines = headers
    .all('Authentication-Results')
    .slice(0, mostAuthenticationLines)
    .filter((line) => line !== '')
    .map(readAuthenticationResults);
  return lines.find(isFromMicrosoft365) ?? lines[0] ?? null;
}

/** `Received-SPF` counts only where Microsoft 365 signed it with its host name. */
function spfSeenByMicrosoft365(headers: HeaderIndex): string | null {
  for (const line of headers.all('Received-SPF')) {
    const match = /^\s*([A-Za-z]{1,20})\s*\(protection\.outlook\.com:/i.exec(line);
    if (match) return match[1]?.toLowerCase() ?? null;
  }
  return null;
}

function networkMessageId(headers: HeaderIndex): string | null {
  const candidates = [
    headers.first('X-MS-Exchange-Organization-Network-Message-Id'),
    headers.first('X-MS-Office365-Filtering-Correlation-Id'),
    headers.first('X-MS-Exchange-CrossTenant-Network-Message-Id'),
  ];
  for (const candidate of candidates) {
    const id = candidate?.toLowerCase() ?? '';
    if (guid.test(id)) return id;
  }
  return null;
}

function chainValidation(headers: HeaderIndex): string | null {
  const match = /(?:^|;)\s*cv=([a-z]{1,10})/i.exec((headers.first('ARC-Seal') ?? '').slice(0, 2_000));
  return match?.[1]?.toLowerCase() ?? null;
}
