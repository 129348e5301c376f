import type { PolicyType } from '../../policies/policy-types.ts';
import { antiMalwareBaseline } from './anti-malware.ts';
import { antiPhishBaseline } from './anti-phish.ts';
import { antiSpamBaseline } from './anti-spam.ts';
import type { BaselineTable } from './baseline.ts';
import { safeAttachmentsBaseline } from './safe-attachments.ts';
import { safeLinksBaseline } from './safe-links.ts';

/** Microsoft's default, built-in, Standard and Strict values by policy type. */
export const baselines: Readonly<Record<PolicyType, BaselineTable>> = {
  antiSpam: antiSpamBaseline,
  antiPhish: antiPhishBaseline,
  antiMalware: antiMalwareBaseline,
  safeLinks: safeLinksBaseline,
  safeAttachments: safeAttachmentsBaseline,
};
