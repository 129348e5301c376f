import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import { isMailAddress, isQuarantineIdentity } from '../entities.ts';
import { psQuote } from '../shared/powershell.ts';

/** More than these are better released in the portal, a hundred at a time. */
export const MAX_COMMANDS = 25;

/** PowerShell that releases exactly these messages, to all recipients or to the named ones; empty when none has a sound identity. */
export function releaseCommands(messages: QuarantinedMessage[], to: string[]): string {
  const identities = messages
    .map((message) => message.identity)
    .filter(isQuarantineIdentity)
    .slice(0, MAX_COMMANDS);
  if (identities.length === 0) return '';
  const users = to.filter(isMailAddress);
  const target = users.length > 0 ? `-User ${users.map(psQuote).join(',')}` : '-ReleaseToAll';
  const list = identities.map((identity) => `  ${psQuote(identity)}`).join(',\n');
  return [
    'Connect-ExchangeOnline',
    `$identities = @(\n${list}\n)`,
    `foreach ($identity in $identities) { Release-QuarantineMessage -Identity $identity ${target} }`,
    'foreach ($identity in $identities) { Get-QuarantineMessage -Identity $identity | Format-List Subject, ReleaseStatus, ReleasedUser }',
  ].join('\n');
}
