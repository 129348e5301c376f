import type { Evidence } from './evidence.ts';
import { traceAgents } from './trace-data.ts';

/** Facts about one message from the best source that has them: header first, then hunting, then message trace. */
export interface ReadFacts {
  /** Where `cat` and `sfv` come from, for evidence lines. */
  where: 'header' | 'message trace';
  cat: string | null;
  sfv: string | null;
  scl: number | null;
  bcl: number | null;
  bclFrom: string;
  dir: string | null;
  ipv: string | null;
  cip: string | null;
  ctry: string | null;
  srv: string | null;
  /** `INT`, `INB` or `OUT` from header or EmailDirection. */
  direction: 'inbound' | 'outbound' | 'internal' | null;
  fromDomain: string | null;
  fromAddress: string | null;
}

const directions: Readonly<Record<string, ReadFacts['direction']>> = {
  INB: 'inbound',
  OUT: 'outbound',
  INT: 'internal',
  inbound: 'inbound',
  outbound: 'outbound',
  'intra-org': 'internal',
  intraorg: 'internal',
};

export function readFacts(evidence: Evidence): ReadFacts {
  const header = evidence.headers?.fields;
  const agent = traceAgents(evidence.traceDetails ?? []).spam;
  const event = evidence.events?.[0];
  const fromHeader = header?.sfv != null || header?.cat != null;
  const number = (text: string | undefined) => (text !== undefined && /^-?\d{1,2}$/.test(text) ? Number(text) : null);
  const eventBcl = evidence.events?.find((row) => row.bulkComplaintLevel !== null)?.bulkComplaintLevel ?? null;
  return {
    where: fromHeader || agent === null ? 'header' : 'message trace',
    cat: header?.cat ?? (fromHeader ? null : (agent?.get('CAT')?.toUpperCase() ?? null)),
    sfv: header?.sfv ?? (fromHeader ? null : (agent?.get('SFV')?.toUpperCase() ?? null)),
    scl: header?.scl ?? number(agent?.get('SCL')),
    bcl: header?.bcl ?? eventBcl ?? number(agent?.get('BCL')),
    bclFrom:
      header?.bcl != null ? 'header BCL' : eventBcl !== null ? 'EmailEvents.BulkComplaintLevel' : 'message trace BCL',
    dir: header?.dir ?? null,
    ipv: header?.ipv ?? agent?.get('IPV')?.toUpperCase() ?? null,
    cip: header?.cip ?? event?.senderIp ?? evidence.trace?.[0]?.fromIp ?? agent?.get('CIP') ?? null,
    ctry: header?.ctry ?? agent?.get('CTRY')?.toUpperCase() ?? null,
    srv: evidence.headers?.srv ?? agent?.get('SRV')?.toUpperCase() ?? null,
    direction: directions[header?.dir ?? ''] ?? directions[event?.direction?.toLowerCase() ?? ''] ?? null,
    fromDomain: header?.fromDomain ?? event?.senderFromDomain?.toLowerCase() ?? null,
    fromAddress: (evidence.headers?.fromAddress ?? event?.senderFromAddress ?? null)?.toLowerCase() ?? null,
  };
}
