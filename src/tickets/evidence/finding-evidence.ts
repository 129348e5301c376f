import { withoutAddresses } from '../../cards/escape.ts';
import { policyWords } from '../../cards/words.ts';
import type { Finding } from '../../defender/gaps/finding.ts';
import type { Evidence } from './part.ts';
import { partOf, present } from './part-of.ts';

/** How Defender writes a protected person into a policy: `Display Name;name@domain`. */
const namedPerson = /[^;,"[\]{}]{1,120};\s*[^\s;,"[\]{}]+@[^\s;,"[\]{}]+/g;

/** What a ticket about a gap of the policies offers to share. */
export function findingEvidence(finding: Finding, takenAt: string | null): Evidence {
  const clean = (text: string) => withoutAddresses(text.replaceAll(namedPerson, '(person)'));
  const { affects, conflict } = finding;
  return {
    title: clean(finding.title),
    parts: present([
      partOf(
        { id: 'policy', title: 'Policy and setting concerned' },
        [
          ['Finding', finding.title],
          ['Policy', finding.policy === null ? null : policyWords(finding.policy)],
          ['Setting', finding.setting],
          ['It is', valueWords(finding.actual)],
          ['It should be', valueWords(finding.expected)],
          ['Read (UTC)', takenAt],
        ],
        clean,
      ),
      partOf(
        { id: 'verdict', title: 'What it does to the mail' },
        [
          ['Effect', finding.effect],
          ['Severity', `${finding.severity}: ${finding.severityBasis}`],
          ['Sending paths', finding.paths.join(', ')],
        ],
        clean,
      ),
      partOf({ id: 'counts', title: 'Affected' }, [['People', `${affects.count} of ${affects.of}`]]),
      partOf(
        { id: 'tried', title: 'Ways to fix it' },
        [
          ...finding.fixes.slice(0, 4).map((fix): [string, string] => ['Proposed', fix.title]),
          ...finding.never.slice(0, 3).map((one): [string, string] => ['Does not help', `${one.title}: ${one.why}`]),
          ['Guide and Microsoft disagree', conflict ? 'yes' : null],
        ],
        clean,
      ),
      partOf({ id: 'recipients', title: 'Examples of people and groups', personal: true }, [
        ...affects.examples.slice(0, 10).map((example): [string, string] => ['Person', example]),
        ...affects.groups
          .slice(0, 10)
          .map((group): [string, string] => ['Group', `${group.group}: ${group.count} of ${group.of}`]),
      ]),
    ]),
  };
}

function valueWords(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
