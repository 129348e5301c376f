import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button } from '../buttons.ts';
import { type CauseData, causeView, evidenceView } from '../cause-view.ts';
import { mailText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { notReadView } from '../not-read-view.ts';
import { type Certainty, pathBadges } from '../words.ts';
import template from './template.json' with { type: 'json' };

/** One header value: its name, the value as stamped, and what it means; null when the code is not known. */
export interface HeaderLine {
  name: string;
  value: string;
  meaning: string | null;
}

export interface HeadersData {
  /** True when the verdict fields were stamped by another tenant: they prove nothing here. */
  untrusted: boolean;
  subject: string | null;
  from: string | null;
  path: { path: 'own-mailbox' | 'email-delivery' | 'unknown'; certainty: Certainty; evidence: string[] };
  /** SCL, SFV, CAT, BCL and the like. */
  verdict: HeaderLine[];
  /** SPF, DKIM, DMARC, compauth. */
  authentication: HeaderLine[];
  /** The cause first, then what would also apply. Empty when the headers name none. */
  causes: CauseData[];
  /** Codes nobody has documented; shown, never guessed at. */
  unknown: HeaderLine[];
  couldNot: NotRead[];
  buttons?: Button[];
}

export function headersCard(data: HeadersData): AdaptiveCard {
  const lines = [
    ...data.verdict.map((line) => ({ heading: 'Verdict', line })),
    ...data.authentication.map((line) => ({ heading: 'Authentication', line })),
    ...data.unknown.map((line) => ({ heading: 'Not known', line })),
  ];
  return fitRows(lines.slice(0, 40), (shown) => expand(template, view(data, shown, lines.length - shown.length)));
}

function view(data: HeadersData, shown: { heading: string; line: HeaderLine }[], leftOut: number) {
  const facts = [
    ...(data.subject === null ? [] : [{ label: 'Subject', value: mailText(data.subject) || '(none)' }]),
    ...(data.from === null ? [] : [{ label: 'From', value: plainText(data.from, 120) || '(none)' }]),
  ];
  const causes = data.causes.slice(0, 3).map((cause, index) => ({
    heading: index === 0 ? 'What it points to' : 'And also',
    ...causeView(cause),
  }));
  const first = causes[0];
  return {
    untrusted: data.untrusted ? [{ words: untrustedWords }] : [],
    facts,
    causes,
    path: [
      {
        badges: pathBadges(data.path.path, data.path.certainty),
        evidence: evidenceView(data.path.evidence, 4),
      },
    ],
    sections: ['Verdict', 'Authentication', 'Not known']
      .map((heading) => ({
        heading,
        lines: shown.filter((row) => row.heading === heading).map((row) => lineView(row.line)),
      }))
      .filter((section) => section.lines.length > 0),
    notRead: notReadView(data.couldNot),
    footer: leftOut > 0 ? [{ words: `${leftOut} more header values are not shown.` }] : [],
    fallbackText: fallbackText(
      first === undefined ? 'These headers name no cause' : `The headers point to ${first.what}`,
      first?.explanation,
      data.untrusted ? untrustedWords : null,
    ),
    ...actionBar(data.buttons ?? []),
  };
}

const untrustedWords =
  'These verdicts were stamped by another organisation (the header name ends in \u201C-Untrusted\u201D). They say what happened there, not in your tenant.';

function lineView(line: HeaderLine) {
  return {
    name: plainText(line.name, 60),
    value: plainText(line.value, 160) || '(empty)',
    meaning: ` \u2013 ${line.meaning === null ? 'not documented' : plainText(line.meaning, 220)}`,
  };
}
