import { severityBadge } from '../cards/finding-words.ts';
import type { Finding, GuideArea, Severity } from '../defender/gaps/finding.ts';
import type { Segment } from './charts.ts';

export const severityShades: Readonly<Record<Severity, string>> = {
  critical: 's-critical',
  high: 's-high',
  medium: 's-medium',
  low: 's-low',
  none: 's-unknown',
};

const areaNames: Readonly<Record<GuideArea, string>> = {
  'anti-spam': 'Anti-spam',
  'anti-phishing': 'Anti-phishing',
  'anti-malware': 'Anti-malware',
  'safe-links': 'Safe Links',
  attachments: 'Safe Attachments',
  zap: 'ZAP',
  quarantine: 'Quarantine policies',
  'allow-block-list': 'Tenant Allow/Block List',
  'mail-flow': 'Mail flow and connectors',
  authentication: 'Authentication',
  presets: 'Presets and coverage',
  outbound: 'Outbound',
};

const severities = ['critical', 'high', 'medium', 'low'] as const;

/** Gaps counted by area and severity, the fullest area first; waived ones are a part of their own. */
export function areaRows(findings: readonly Finding[], waived: { has(key: string): boolean }) {
  const gaps = findings.filter(({ status }) => status === 'gap');
  const areas = [...new Set(gaps.map(({ area }) => area))];
  const rows = areas.map((area) => {
    const mine = gaps.filter((gap) => gap.area === area);
    const open = mine.filter(({ key }) => !waived.has(key));
    const segments: Segment[] = severities.map((severity) => ({
      label: severityBadge(severity).word,
      value: open.filter((gap) => gap.severity === severity).length,
      shade: severityShades[severity],
    }));
    segments.push({ label: 'Waived', value: mine.length - open.length, shade: 's-waived' });
    return { label: areaNames[area], note: `${mine.length} ${mine.length === 1 ? 'gap' : 'gaps'}`, segments };
  });
  return rows.sort((a, b) => total(b.segments) - total(a.segments) || a.label.localeCompare(b.label));
}

function total(segments: readonly Segment[]): number {
  let sum = 0;
  for (const { value } of segments) sum += value;
  return sum;
}
