import { fixFor } from '../../fixes/choose.ts';
import { flag, text } from '../../policies/row.ts';
import { bothPaths, type GapRule } from '../rule.ts';

/** Detonation takes time; that is no fault, but people ask. */
export const attachmentDelay: GapRule = {
  facts: {
    id: 'attachment-delay',
    title: 'Delay of mail with attachments',
    area: 'attachments',
    kind: 'context',
    paths: bothPaths,
    needs: ['Get-SafeAttachmentPolicy'],
    types: ['safeAttachments'],
    licence: 'defender',
    severityBasis: 'Usually a quarter of an hour at most.',
    sources: ['safeAttachments', 'guide'],
  },
  check: (context) => {
    const blocking = context.inEffect('safeAttachments').filter(({ policy }) => {
      if (policy === null || flag(policy.row, 'Enable') === false) return false;
      return text(policy.row, 'Action')?.toLowerCase() === 'block';
    });
    if (blocking.length === 0) return [];
    return [
      {
        status: 'info',
        setting: 'Action',
        cohorts: blocking.flatMap(({ cohorts }) => cohorts),
        effect:
          'Mail with a file waits for its detonation, as a rule up to 15 minutes. A link to the file avoids the wait.',
        conflict: 'attachmentExceptions',
        fixes: [fixFor('sendLink', {})],
      },
    ];
  },
};
