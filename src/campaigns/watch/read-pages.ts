import { type NotRead, type Reading, reading } from '../../defender/reading.ts';

/** Rows of at most `most` pages; one page more is asked for, to know whether there are more. What was read of a stream that ends early is kept, with a gap that says so. */
export async function collected<T>(pages: AsyncIterable<T[]>, most: number, what: string): Promise<Reading<T[]>> {
  const rows: T[] = [];
  let count = 0;
  let isCut = false;
  const end = await reading(async () => {
    for await (const page of pages) {
      if (count >= most) {
        isCut = page.length > 0;
        break;
      }
      rows.push(...page);
      count += 1;
    }
  });
  if (!end.read && end.why.kind !== 'refused') return end;
  if (!end.read && rows.length === 0) return end;
  return { read: true, value: rows, gaps: isCut || !end.read ? [cutShort(what, rows.length)] : [] };
}

function cutShort(what: string, rows: number): NotRead {
  return {
    what: `older rows of ${what}`,
    kind: 'refused',
    sentence: `A poll took the newest ${rows} rows of ${what}; older ones may not have been looked at.`,
    advice: 'Send tests to fewer people, or watch fewer at a time.',
  };
}
