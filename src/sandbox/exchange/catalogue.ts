import type { Cmdlet } from './cmdlet.ts';
import { getMessageTrace, getMessageTraceDetail, retiredMessageTrace } from './message-trace.ts';
import { plainReads } from './plain-reads.ts';
import { getQuarantineMessage } from './quarantine-list.ts';
import { exportQuarantineMessage, getQuarantineMessageHeader, previewQuarantineMessage } from './quarantine-message.ts';
import { deleteQuarantineMessage, releaseQuarantineMessage } from './quarantine-release.ts';
import { specialReads } from './special-reads.ts';

const all: Cmdlet[] = [
  getQuarantineMessage,
  getQuarantineMessageHeader,
  previewQuarantineMessage,
  exportQuarantineMessage,
  releaseQuarantineMessage,
  deleteQuarantineMessage,
  getMessageTrace,
  getMessageTraceDetail,
  retiredMessageTrace,
  ...plainReads,
  ...specialReads,
];

const byName = new Map(all.map((cmdlet) => [cmdlet.name.toLowerCase(), cmdlet]));

/** The cmdlet of that name in any case, or null. */
export function cmdletNamed(name: string): Cmdlet | null {
  return byName.get(name.toLowerCase()) ?? null;
}

export const cmdletNames: readonly string[] = all.map((cmdlet) => cmdlet.name);
/** Cmdlets whose rows are configuration, kept in `TenantData.cmdlets`. */
export const configurationCmdlets: readonly string[] = [...plainReads, ...specialReads]
  .map((cmdlet) => cmdlet.name)
  .filter((name) => name !== 'Get-DistributionGroupMember');
