import type { Recipe } from '../fix.ts';
import { command, comment } from '../powershell.ts';
import type { Situation } from '../situation.ts';
import { closeRule } from './mail-flow.ts';
import { removeTableEntry } from './tenant-list.ts';
import { setValue } from './values.ts';

/** Takes an entry off a list, whichever list it is. */
export function removeEntry(situation: Situation): Recipe {
  if (situation.tableEntry) return removeTableEntry(situation);
  return setValue(situation);
}

/** Closes an opening: a rule is narrowed, a list is emptied of the entry, a connector is made to distrust. */
export function closeOpening(situation: Situation): Recipe {
  if (situation.rule !== undefined) return closeRule(situation);
  if (situation.connector !== undefined) return distrust(situation.connector);
  if (situation.tableEntry?.listType === 'Spoof') return removeSpoofPair(situation.tableEntry.value);
  return {
    ...removeEntry(situation),
    warning: 'Wanted mail that came in by it is filtered from then on: make the narrow way first, where it is needed.',
  };
}

function distrust(connector: string): Recipe {
  const set = (trust: boolean) =>
    command('Set-InboundConnector', { Identity: connector, TreatMessagesAsInternal: trust });
  return {
    link: 'https://admin.exchange.microsoft.com/#/connectors',
    steps: [
      'Open https://admin.exchange.microsoft.com/#/connectors',
      `Open “${connector}” and stop treating its mail as internal`,
    ],
    powershell: [set(false)],
    rollback: [set(true)],
    warning: 'Internal systems that send through it are filtered from then on: check what they send first.',
  };
}

function removeSpoofPair(id: string): Recipe {
  return {
    link: 'https://security.microsoft.com/tenantAllowBlockList?viewid=SpoofItem',
    steps: ['Open https://security.microsoft.com/tenantAllowBlockList?viewid=SpoofItem', 'Find the pair and delete it'],
    powershell: [command('Remove-TenantAllowBlockListSpoofItems', { Identity: 'Default', Ids: id })],
    rollback: [comment('Add the pair again with New-TenantAllowBlockListSpoofItems.')],
  };
}
