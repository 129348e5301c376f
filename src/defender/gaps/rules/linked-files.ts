import { fixFor } from '../../fixes/choose.ts';
import { flag, text } from '../../policies/row.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';

const settings = [
  [
    'EnableATPForSPOTeamsODB',
    true,
    'Files in SharePoint, OneDrive and Teams, where campaigns link to, are not scanned.',
  ],
  ['EnableSafeDocs', true, 'Office files opened in Protected View are not scanned (needs a licence of its own).'],
  ['AllowSafeDocsOpen', false, 'People may leave Protected View although a file was found malicious.'],
] as const;

/** Protection of the files that campaigns link to instead of attaching. */
export const linkedFiles: GapRule = {
  facts: {
    id: 'linked-files',
    title: 'Protection of linked files',
    area: 'attachments',
    kind: 'opening',
    paths: bothPaths,
    needs: ['Get-AtpPolicyForO365'],
    licence: 'defender',
    severityBasis: 'Linking instead of attaching is our own advice, so linked files should be checked.',
    sources: ['recommended', 'safeAttachments'],
  },
  check: (context) =>
    context.rows('Get-AtpPolicyForO365').flatMap((row) =>
      settings.flatMap(([setting, expected, effect]): Draft[] => {
        const actual = flag(row, setting);
        if (actual === null || actual === expected) return [];
        const identity = text(row, 'Name') ?? 'Default';
        const object = {
          set: 'Set-AtpPolicyForO365',
          identity,
          link: 'https://security.microsoft.com/safeattachmentv2',
        };
        return [
          {
            status: 'gap',
            severity: 'low',
            policy: { name: identity },
            setting,
            actual,
            expected,
            effect,
            fixes: [fixFor('recommendedValue', { object, setting, current: actual, wanted: expected })],
          },
        ];
      }),
    ),
};
