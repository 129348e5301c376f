import { domainOf } from './addresses.ts';

export interface AuthenticationResults {
  /** The host that vouches for the line; Microsoft 365 leaves it out of its own. */
  authservId: string | null;
  spf: { result: string; mailFromDomain: string | null; ip: string | null } | null;
  dkim: { result: string; domain: string | null }[];
  dmarc: { result: string; action: string | null; fromDomain: string | null } | null;
  compauth: { result: string; reason: string | null } | null;
  /** A trusted ARC sealer overrode the verdict (`oda=1`). */
  arcOverride: boolean;
}

interface Statement {
  method: string;
  result: string;
  properties: Map<string, string>;
}

const longestLine = 100_000;
const mostStatements = 200;
const longestWord = 300;
const senderIp = /sender ip is ([^\s()]{1,60})/i;

/**
 * Reads one Authentication-Results value as RFC 8601 and Microsoft 365 write it: comments in parentheses, stray domains
 * between statements, `reason=` only where it belongs to the statement it stands in.
 */
export function readAuthenticationResults(value: string): AuthenticationResults {
  const line = value.slice(0, longestLine);
  const { bare, comments } = takeOutComments(line);
  const pieces = bare.split(';', mostStatements);
  const statements = pieces.map(readStatement).filter((statement) => statement !== null);
  const of = (method: string) => statements.filter((statement) => statement.method === method);
  const [spf] = of('spf');
  const [dmarc] = of('dmarc');
  const [compauth] = of('compauth');
  return {
    authservId: authservId(pieces[0] ?? ''),
    spf: spf
      ? { result: spf.result, mailFromDomain: real(spf.properties.get('smtp.mailfrom')), ip: firstIp(comments) }
      : null,
    dkim: of('dkim').map((dkim) => ({
      result: dkim.result,
      domain: real(dkim.properties.get('header.d') ?? dkim.properties.get('header.i')),
    })),
    dmarc: dmarc
      ? {
          result: dmarc.result,
          action: dmarc.properties.get('action')?.toLowerCase() ?? null,
          fromDomain: real(dmarc.properties.get('header.from')),
        }
      : null,
    compauth: compauth ? { result: compauth.result, reason: compauth.properties.get('reason') ?? null } : null,
    arcOverride: of('arc').length > 0 && (of('arc')[0]?.properties.get('oda') === '1' || comments.some(isOverride)),
  };
}

/** Whether a line reads like one Microsoft 365 wrote about mail it received itself. */
export function isFromMicrosoft365(results: AuthenticationResults): boolean {
  const host = results.authservId;
  return host === null || /(^|\.)(outlook|microsoft|office365)\.com$/i.test(host) || results.compauth !== null;
}

/** `arc=pass (0 oda=1 ltdi=1 ...)` */
function isOverride(comment: string): boolean {
  return /^\d{1,3} oda=1(?:\s|$)/.test(comment.slice(0, 40));
}

function readStatement(piece: string): Statement | null {
  const words = piece.trim().split(/\s+/);
  const first = keyAndValue(words[0] ?? '');
  if (!first) return null;
  const properties = new Map<string, string>();
  for (const word of words.slice(1)) {
    const property = keyAndValue(word);
    if (property && !properties.has(property.key)) properties.set(property.key, property.value);
  }
  return { method: first.key.split('/', 1)[0] ?? '', result: first.value.toLowerCase(), properties };
}

function keyAndValue(word: string): { key: string; value: string } | null {
  const equals = word.indexOf('=');
  if (equals < 1 || equals === word.length - 1) return null;
  const value = word.slice(equals + 1, equals + 1 + longestWord).replace(/^"|"$/g, '');
  return { key: word.slice(0, equals).toLowerCase(), value };
}

function authservId(firstPiece: string): string | null {
  const [host = ''] = firstPiece.trim().split(/\s+/, 1);
  return host.includes('=') || !/^[A-Za-z0-9._-]{1,253}$/.test(host) ? null : host.toLowerCase();
}

function real(domain: string | undefined): string | null {
  return domain === undefined || domain.toLowerCase() === 'none' ? null : domainOf(domain);
}

function firstIp(comments: string[]): string | null {
  for (const comment of comments) {
    const match = senderIp.exec(comment.slice(0, 200));
    if (match) return match[1] ?? null;
  }
  return null;
}

function takeOutComments(line: string): { bare: string; comments: string[] } {
  const parts: string[] = [];
  const comments: string[] = [];
  let from = 0;
  while (from < line.length) {
    const open = line.indexOf('(', from);
    if (open === -1) break;
    const close = endOfComment(line, open);
    if (close === -1) break;
    parts.push(line.slice(from, open), ' ');
    comments.push(line.slice(open + 1, close));
    from = close + 1;
  }
  parts.push(line.slice(from));
  return { bare: parts.join(''), comments };
}

/** The parenthesis that closes the one at `open`; -1 when none does, and then the rest is no comment. */
function endOfComment(line: string, open: number): number {
  let depth = 0;
  for (let at = open; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === '(') depth += 1;
    else if (line[at] === ')') depth -= 1;
    if (depth === 0 && at > open) return at;
  }
  return -1;
}
