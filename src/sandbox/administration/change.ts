import { z } from 'zod/v4';

/** What an administrator runs in Exchange Online PowerShell, and what the owner of a domain writes into DNS. */
export const changeSchema = z.strictObject({
  set: z
    .array(
      z.strictObject({
        cmdlet: z.string().regex(/^(?:Set|New|Remove|Enable|Disable)-[A-Za-z]+$/, 'must be a cmdlet that writes'),
        identity: z.string().nullish(),
        parameters: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .default([]),
  /** DNS facts by domain; the keys given replace those that were there. */
  dns: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});

export type Change = z.infer<typeof changeSchema>;
export type CmdletCall = Change['set'][number];
