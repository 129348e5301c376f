import { catalogue } from '../exchange/catalogue.ts';

/** Mail, mailboxes and single objects are no configuration. */
const notConfiguration = /^(?:Export|Preview)-|QuarantineMessage|MessageTrace|^Get-Mailbox(?:$|JunkEmail)/;

/** Every cmdlet whose rows are configuration of the tenant: a new one in the catalogue is read by the next snapshot. */
export function snapshotCmdlets(): string[] {
  return Object.keys(catalogue).filter((name) => !notConfiguration.test(name));
}
