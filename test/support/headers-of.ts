/** A header block as Microsoft 365 stamps it on mail from outside that fails authentication for the company's own domain. */
export const spoofedHeader = [
  'Received: from o1.ptr.example (192.0.2.10) by mx.contoso.example; Fri, 20 Nov 2026 09:00:00 +0000',
  'Authentication-Results: spf=pass (sender IP is 192.0.2.10) smtp.mailfrom=bounce.example; dkim=none (message not signed)',
  ' header.d=none;dmarc=fail action=quarantine header.from=contoso.example;compauth=fail reason=601',
  'From: People <people@contoso.example>',
  'To: ada@contoso.example',
  'Subject: Open Enrollment',
  'X-MS-Exchange-Organization-AuthAs: Anonymous',
  'X-Forefront-Antispam-Report: CIP:192.0.2.10;CTRY:US;LANG:en;SCL:5;SRV:;IPV:NLI;SFV:SPM;H:o1.ptr.example;PTR:o1.ptr.example;CAT:SPOOF;SFTY:9.11;DIR:INB;',
  'X-Microsoft-Antispam: BCL:0;',
  '',
  '',
].join('\r\n');
