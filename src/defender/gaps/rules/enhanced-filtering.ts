import { flag, list, type Row, text } from '../../policies/row.ts';
import type { GapContext } from '../context.ts';
import type { Draft, GapRule } from '../rule.ts';

/** With a gateway in front, Defender needs Enhanced Filtering to see where mail really comes from. */
export const enhancedFiltering: GapRule = {
  facts: {
    id: 'enhanced-filtering',
    title: 'Gateway in front of Microsoft 365',
    area: 'mail-flow',
    kind: 'stops',
    paths: ['email-delivery'],
    needs: ['Get-InboundConnector'],
    licence: 'EOP',
    severityBasis: 'Without it every sender seems to be the gateway: SPF, spoof and DMARC judge wrongly.',
    sources: ['enhancedFiltering', 'antiPhish', 'orca'],
  },
  check: (context) => {
    const direct = mxAtMicrosoft(context);
    if (direct === true) return [];
    if (direct === null) {
      return [
        { status: 'unknown', setting: 'MX', effect: 'Could not check: where the MX records point was not read.' },
      ];
    }
    const gateways = context
      .rows('Get-InboundConnector')
      .filter((row) => flag(row, 'Enabled') !== false && isForAll(row));
    if (gateways.length === 0) return [withoutConnector()];
    return gateways.flatMap(judge);
  },
};

function mxAtMicrosoft(context: GapContext): boolean | null {
  const { mxAtMicrosoft365, dns } = context.snapshot;
  if (mxAtMicrosoft365 !== null) return mxAtMicrosoft365;
  const hosts = [...(context.ownDomains ?? [])].flatMap((domain) => dns?.get(domain)?.mx ?? []);
  if (hosts.length === 0) return null;
  return hosts.every((host) =>
    /\.(mail\.protection\.outlook\.com|mx\.microsoft)\.?$/i.test(host.trim().split(/\s+/).pop() ?? ''),
  );
}

function isForAll(row: Row): boolean {
  return (list(row, 'SenderDomains') ?? []).some((domain) => /^(smtp:)?\*(;|$)/i.test(domain));
}

function withoutConnector(): Draft {
  const effect =
    'The MX record points to a gateway, but no inbound connector stands for it, so its address is taken for the source of all mail.';
  return {
    status: 'gap',
    severity: 'high',
    setting: 'EFSkipLastIP',
    actual: 'no connector',
    expected: 'a connector with Enhanced Filtering',
    effect,
    cause: { id: 'gateway', situation: {} },
  };
}

/** ORCA-233: skipping is set, not in test mode, and not for some users only. */
function judge(row: Row): Draft[] {
  const name = text(row, 'Name') ?? text(row, 'Identity') ?? 'unnamed connector';
  const skips = flag(row, 'EFSkipLastIP') === true || (list(row, 'EFSkipIPs') ?? []).length > 0;
  const test = flag(row, 'EFTestMode') === true;
  const some = (list(row, 'EFUsers') ?? []).length > 0;
  if (skips && !test && !some) return [];
  const why = !skips
    ? 'does not skip the gateway’s addresses'
    : test
      ? 'is in test mode'
      : 'counts for some users only';
  return [
    {
      status: 'gap',
      severity: 'high',
      policy: { name, key: text(row, 'Guid') ?? name },
      setting: !skips ? 'EFSkipLastIP' : test ? 'EFTestMode' : 'EFUsers',
      actual: !skips ? false : test ? true : list(row, 'EFUsers'),
      expected: !skips ? true : test ? false : [],
      effect: `Enhanced Filtering of this connector ${why}, so the gateway is taken for the sender. Honor DMARC does not work either.`,
      cause: { id: 'gateway', situation: { connector: name, setting: test ? 'EFTestMode' : undefined } },
    },
  ];
}
