import type { SandboxClock } from '../clock.ts';
import type { SandboxApp } from '../entra/apps.ts';
import type { TenantData, WireRow } from '../tenant-data.ts';
import type { Input, ParameterKind } from './parameters.ts';
import type { QuarantineState } from './quarantine-state.ts';

/** What a cmdlet works on. */
export interface CmdletContext {
  data: TenantData;
  clock: SandboxClock;
  quarantine: QuarantineState;
  caller: SandboxApp;
}

export interface CmdletResult {
  /** Rows without sidecars. */
  rows: WireRow[];
  warnings: string[];
}

/** The least right a cmdlet needs, in rising order; `Release` stands for whatever lets an app act on quarantine. */
export type Right = 'read' | 'read-all' | 'release';

export interface Cmdlet {
  name: string;
  right: Right;
  /** Needs Defender for Office 365 (any plan). */
  defender?: boolean;
  parameters: Record<string, ParameterKind>;
  /** Parameters that exist, but not in the role of a mere reader. */
  notForReaders?: readonly string[];
  run(input: Input, context: CmdletContext): CmdletResult;
}
