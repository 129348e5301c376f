import { baselineRule } from '../baseline-rule.ts';
import { safeAttachmentsBaseline } from '../baselines/safe-attachments.ts';
import { bothPaths } from '../rule.ts';

export const safeAttachments = baselineRule(
  {
    id: 'safe-attachments',
    title: 'Safe Attachments',
    area: 'attachments',
    kind: 'opening',
    paths: bothPaths,
    licence: 'defender',
    severityBasis: 'Off means off for the files of every sender.',
    sources: ['recommended', 'safeAttachments', 'guide'],
  },
  'safeAttachments',
  safeAttachmentsBaseline.settings,
);
