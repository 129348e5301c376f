import { ownText, plainText } from '../../cards/escape.ts';
import type { EvidenceLine, EvidencePart } from './part.ts';

const longestLine = 400;
const mostLines = 24;

type Fact = string | number | null | undefined;

/** A part from labelled facts; absent ones are left out. Null when nothing is left. */
export function partOf(
  part: Pick<EvidencePart, 'id' | 'title'> & { personal?: boolean },
  facts: [label: string, fact: Fact][],
  clean: (text: string) => string = (text) => text,
): EvidencePart | null {
  const lines: EvidenceLine[] = facts.flatMap(([label, fact]) => {
    const text = fact === null || fact === undefined ? '' : plainText(clean(String(fact)), longestLine);
    return text === '' ? [] : [{ label: ownText(label, 60), text }];
  });
  if (lines.length === 0) return null;
  return { id: part.id, title: part.title, personal: part.personal === true, lines: fitting(lines) };
}

/** The parts that there are. */
export function present(parts: (EvidencePart | null)[]): EvidencePart[] {
  return parts.filter((part) => part !== null);
}

function fitting(lines: EvidenceLine[]): EvidenceLine[] {
  if (lines.length <= mostLines) return lines;
  const left = lines.length - (mostLines - 1);
  return [...lines.slice(0, mostLines - 1), { label: 'And', text: `${left} more that are not shared` }];
}
