import type { QuarantineReason } from '../quarantined-message.ts';

/** Kinds of verdict that lead to an action, under the names of Microsoft's CAT codes where there is one. */
export type Verdict =
  | 'MALW'
  | 'SAP'
  | 'FTBP'
  | 'HPHSH'
  | 'PHSH'
  | 'SPOOF'
  | 'UIMP'
  | 'DIMP'
  | 'GIMP'
  | 'BULK'
  | 'HSPM'
  | 'SPM'
  | 'INTOS'
  | 'OSPM'
  | 'ETR'
  | 'DLP'
  | 'ADMIN'
  | 'SPO';

/** CAT codes of X-Forefront-Antispam-Report. Source: Microsoft Learn, message-headers-eop-mdo, 2026-07-27. */
export const verdictOfCategory: Readonly<Record<string, Verdict>> = {
  MALW: 'MALW',
  AMP: 'MALW',
  SAP: 'SAP',
  FTBP: 'FTBP',
  HPHSH: 'HPHSH',
  HPHISH: 'HPHSH',
  PHSH: 'PHSH',
  BIMP: 'PHSH',
  SPOOF: 'SPOOF',
  UIMP: 'UIMP',
  DIMP: 'DIMP',
  GIMP: 'GIMP',
  INTOS: 'INTOS',
  BULK: 'BULK',
  HSPM: 'HSPM',
  SPM: 'SPM',
  OSPM: 'OSPM',
};

interface ReasonRow {
  reason: QuarantineReason | null;
  /** null stands for any or none. */
  policyType: string | null;
  verdicts: readonly Verdict[];
  /** Verdicts that do not contradict the reason, though it does not name them. */
  compatible?: readonly Verdict[];
}

/** What a quarantine reason and policy type mean together; the first row that fits. Source: Microsoft Learn, quarantine-about, 2026-07-17. */
export const verdictsOfQuarantine: readonly ReasonRow[] = [
  { reason: 'TransportRule', policyType: null, verdicts: ['ETR'] },
  { reason: 'DataLossPrevention', policyType: null, verdicts: ['DLP'] },
  { reason: 'AdminTriggered', policyType: null, verdicts: ['ADMIN'] },
  { reason: 'FileTypeBlock', policyType: null, verdicts: ['FTBP'] },
  { reason: 'SPOMalware', policyType: null, verdicts: ['SPO'] },
  { reason: 'Bulk', policyType: null, verdicts: ['BULK'], compatible: ['SPM'] },
  { reason: 'Spam', policyType: null, verdicts: ['HSPM', 'SPM'], compatible: ['BULK'] },
  { reason: 'HighConfPhish', policyType: null, verdicts: ['HPHSH'], compatible: ['INTOS'] },
  { reason: 'Phish', policyType: 'HostedContentFilterPolicy', verdicts: ['PHSH'], compatible: ['INTOS'] },
  { reason: 'Phish', policyType: 'AntiPhishPolicy', verdicts: ['SPOOF', 'UIMP', 'DIMP', 'GIMP'] },
  { reason: null, policyType: 'SafeAttachmentPolicy', verdicts: ['SAP'] },
  { reason: 'Malware', policyType: 'AntiMalwarePolicy', verdicts: ['MALW'], compatible: ['FTBP'] },
  { reason: 'Malware', policyType: null, verdicts: ['MALW', 'SAP'], compatible: ['FTBP'] },
  {
    reason: 'Phish',
    policyType: null,
    verdicts: ['PHSH', 'SPOOF', 'UIMP', 'DIMP', 'GIMP'],
    compatible: ['SAP', 'INTOS'],
  },
  { reason: null, policyType: 'ExchangeTransportRule', verdicts: ['ETR'] },
  { reason: null, policyType: 'DataLossPreventionRule', verdicts: ['DLP'] },
  { reason: null, policyType: 'AntiPhishPolicy', verdicts: ['SPOOF', 'UIMP', 'DIMP', 'GIMP'] },
  { reason: null, policyType: 'AntiMalwarePolicy', verdicts: ['MALW', 'FTBP'] },
];

interface ActionPolicyRow {
  /** Compared with the lower-case letters of the column's text; the first that is contained counts. */
  contains: string;
  verdicts: readonly Verdict[];
  compatible?: readonly Verdict[];
}

/** EmailActionPolicy of EmailEvents. Source: Microsoft Learn, advanced-hunting-emailevents-table, 2026-08-03. */
export const verdictsOfActionPolicy: readonly ActionPolicyRow[] = [
  { contains: 'domainimpersonation', verdicts: ['DIMP'] },
  { contains: 'userimpersonation', verdicts: ['UIMP'] },
  { contains: 'graphimpersonation', verdicts: ['GIMP'] },
  { contains: 'mailboxintelligence', verdicts: ['GIMP'] },
  { contains: 'spoof', verdicts: ['SPOOF'] },
  { contains: 'antispamhighconfidencephish', verdicts: ['HPHSH'], compatible: ['INTOS'] },
  { contains: 'antispamphish', verdicts: ['HPHSH', 'PHSH'], compatible: ['INTOS'] },
  { contains: 'antispambulk', verdicts: ['BULK'], compatible: ['SPM'] },
  { contains: 'antispamhighconfidence', verdicts: ['HSPM'] },
  { contains: 'antispam', verdicts: ['SPM'] },
  { contains: 'antimalware', verdicts: ['MALW', 'FTBP'] },
  { contains: 'safeattachments', verdicts: ['SAP'] },
  { contains: 'transportrule', verdicts: ['ETR'] },
];

interface DetectionRow {
  threat: string;
  contains: string;
  verdict: Verdict;
}

/** DetectionMethods of EmailEvents. Source: Microsoft Learn, understand-detection-technology-in-email-entity, 2026-07-07. */
export const verdictsOfDetection: readonly DetectionRow[] = [
  { threat: 'phish', contains: 'spoof', verdict: 'SPOOF' },
  { threat: 'phish', contains: 'impersonationuser', verdict: 'UIMP' },
  { threat: 'phish', contains: 'impersonationdomain', verdict: 'DIMP' },
  { threat: 'phish', contains: 'mailboxintelligence', verdict: 'GIMP' },
  { threat: 'malware', contains: 'detonation', verdict: 'SAP' },
  { threat: 'malware', contains: 'antimalware', verdict: 'MALW' },
  { threat: 'spam', contains: 'bulk', verdict: 'BULK' },
];

/** Verdicts that zero-hour auto purge can reach after delivery. Source: Microsoft Learn, zero-hour-auto-purge, 2023-11-16. */
export const purgeable: ReadonlySet<Verdict> = new Set(['MALW', 'HPHSH', 'PHSH', 'HSPM', 'SPM']);

/** Lower-case letters only: Microsoft's columns differ in spacing, hyphens and case from page to page. */
export function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '');
}
