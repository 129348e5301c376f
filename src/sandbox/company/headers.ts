import { guidOf } from '../seeded-random.ts';
import { mailDate } from '../wire-dates.ts';
import { domainOf, type Mail } from './mail.ts';
import { organization } from './organization.ts';

/** The header block of a message as Get-QuarantineMessageHeader gives it: CRLF, folded, newest trace line first. */
export function headerText(mail: Mail): string {
  const lines = [
    ...received(mail),
    ...authentication(mail),
    `From: ${addressText(mail.fromName, mail.from)}`,
    `To: ${mail.recipients.join(',\r\n ')}`,
    `Subject: ${encoded(mail.subject)}`,
    `Thread-Topic: ${encoded(mail.subject)}`,
    `Date: ${mailDate(mail.receivedAt - 4000)}`,
    `Message-ID: ${mail.internetMessageId}`,
    `Return-Path: ${mail.mailFrom}`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset="utf-8"',
    ...(mail.route === 'sendgrid' ? sendGrid(mail) : []),
    ...organizationLines(mail),
    `X-Forefront-Antispam-Report: ${antispamReport(mail)}`,
    `X-Microsoft-Antispam: BCL:${mail.bcl};ARA:13230040|31092699027|8096899003;`,
    ...(mail.cause.header.customSpam ? [`X-CustomSpam: ${mail.cause.header.customSpam}`] : []),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function received(mail: Mail): string[] {
  const at = mailDate(mail.receivedAt);
  const inner = `Received: from ${server(mail, 1)} (2603:10b6:806:2cd::12)\r\n by ${server(mail, 2)} with HTTPS; ${at}`;
  if (mail.route === 'mailbox' || mail.route === 'outbound') return [inner];
  const host = mail.ptr || `[${mail.ip}]`;
  return [
    inner,
    `Received: from ${host} (${mail.ip}) by\r\n BN2PEPF00004FBF.mail.protection.outlook.com (10.167.243.185) with Microsoft SMTP\r\n Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.8445.14 via\r\n Frontend Transport; ${at}`,
  ];
}

function server(mail: Mail, number: number): string {
  return `SA${number}PR${mail.id.slice(0, 2).toUpperCase()}MB0${mail.id.slice(4, 7)}.${organization.forest}.prod.outlook.com`;
}

function authentication(mail: Mail): string[] {
  const { authentication: result } = mail.cause;
  if (!result) return [];
  const from = domainOf(mail.from);
  const envelope = domainOf(mail.mailFrom);
  const signer = result.dmarc === 'pass' ? from : envelope;
  const signed = result.dkim === 'pass' ? '(signature was verified)' : '(message not signed)';
  return [
    `Authentication-Results: spf=${result.spf} (sender IP is ${mail.ip})\r\n smtp.mailfrom=${envelope}; dkim=${result.dkim} ${signed}\r\n header.d=${result.dkim === 'pass' ? signer : 'none'};dmarc=${result.dmarc} action=${result.action}\r\n header.from=${from};compauth=${result.compauth} reason=${result.reason}`,
    `Received-SPF: ${result.spf === 'pass' ? 'Pass' : 'Fail'} (protection.outlook.com: domain of ${envelope}\r\n designates ${mail.ip} as permitted sender)\r\n receiver=protection.outlook.com; client-ip=${mail.ip}; helo=${mail.ptr || 'unknown'};`,
    ...(result.dkim === 'pass'
      ? [
          `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${signer};\r\n h=content-type:from:mime-version:subject:to; s=s1;\r\n bh=${Buffer.from(mail.id).toString('base64')}; b=${Buffer.from(mail.id.repeat(2)).toString('base64')}`,
        ]
      : []),
  ];
}

function sendGrid(mail: Mail): string[] {
  return [
    `X-SG-EID: ${Buffer.from(`u001.${mail.id}`).toString('base64')}`,
    `X-SG-ID: ${Buffer.from(`N6qsv4YVFR.${guidOf(mail.from).slice(0, 12)}`).toString('base64')}`,
  ];
}

function organizationLines(mail: Mail): string[] {
  const inside = mail.route === 'mailbox' || mail.route === 'outbound';
  return [
    `X-MS-Exchange-Organization-Network-Message-Id: ${mail.id}`,
    `X-MS-Office365-Filtering-Correlation-Id: ${mail.id}`,
    `X-MS-Exchange-Organization-AuthSource: ${inside ? server(mail, 1) : 'BN2PEPF00004FBF.namp999a002.prod.outlook.com'}`,
    `X-MS-Exchange-Organization-AuthAs: ${inside ? 'Internal' : 'Anonymous'}`,
    `X-MS-Exchange-Organization-AuthMechanism: ${inside ? '04' : '00'}`,
    `X-MS-Exchange-Organization-MessageDirectionality: ${inside ? 'Originating' : 'Incoming'}`,
    `X-MS-Exchange-Organization-SCL: ${mail.cause.header.scl}`,
    'X-MS-Exchange-CrossTenant-Id: 3f7b1f0a-6a55-4b1e-8c1d-51d0a1f1c401',
  ];
}

function antispamReport(mail: Mail): string {
  const { scl, sfv, cat, srv, sfty } = mail.cause.header;
  const inside = mail.route === 'mailbox' || mail.route === 'outbound';
  const direction = mail.route === 'mailbox' ? 'INT' : mail.route === 'outbound' ? 'OUT' : 'INB';
  const fields = [
    `CIP:${inside ? '255.255.255.255' : mail.ip}`,
    `CTRY:${inside ? '' : mail.country}`,
    `LANG:${mail.language}`,
    `SCL:${scl}`,
    `SRV:${srv}`,
    'IPV:NLI',
    `SFV:${sfv}`,
    `H:${inside ? server(mail, 1) : mail.ptr}`,
    `PTR:${inside ? '' : mail.ptr}`,
    `CAT:${cat}`,
    '\r\n SFS:(13230040)(31092699027)(8096899003)',
    `DIR:${direction}`,
    `SFTY:${sfty}`,
  ];
  return `${fields.join(';')};`;
}

function addressText(name: string, address: string): string {
  const safe = /^[\x20-\x7e]*$/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : encoded(name);
  return `${safe} <${address}>`;
}

/** RFC 2047 in pieces of 45 bytes where the text is not plain ASCII; long plain text is folded at spaces. */
function encoded(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text))
    return text.replace(/(.{1,70})( |$)/g, (_, part: string, end: string) => (end ? `${part}\r\n ` : part)).trimEnd();
  const words: string[] = [];
  let piece = '';
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > 45) {
      words.push(piece);
      piece = '';
    }
    piece += character;
  }
  words.push(piece);
  return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}
