import type { ExchangeRole, SandboxApp } from '../entra/apps.ts';
import type { Cmdlet, Right } from './cmdlet.ts';

/** Which rights each role brings. Measured for the two readers (field reports, 2026-07); taken from documentation for the others. */
const rightsOf: Record<ExchangeRole, readonly Right[]> = {
  'Security Reader': ['read'],
  'Global Reader': ['read', 'read-all'],
  'Security Administrator': ['read', 'release'],
  'Quarantine Administrator': ['release'],
  'Transport Hygiene': ['release'],
};

const quarantineWords = /Quarantine(Message|Policy)/;

/** Whether the app may run the cmdlet with these parameters. Roles add up. */
export function mayRun(app: SandboxApp, cmdlet: Cmdlet, parameters: string[]): boolean {
  if (app.deniedCmdlets.some((name) => name.toLowerCase() === cmdlet.name.toLowerCase())) return false;
  const rights = new Set(app.exchangeRoles.flatMap((role) => rightsOf[role]));
  const releasing = rights.has('release');
  const covered =
    rights.has(cmdlet.right) || (releasing && cmdlet.right === 'read' && quarantineWords.test(cmdlet.name));
  if (!covered) return false;
  const closed = (cmdlet.notForReaders ?? []).map((name) => name.toLowerCase());
  return releasing || !parameters.some((name) => closed.includes(name.toLowerCase()));
}
