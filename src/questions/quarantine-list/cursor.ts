/** Where a list goes on: everything received until `to`, from the `offset`-th campaign. New mail does not shift it. */
export interface Cursor {
  to: string;
  offset: number;
}

const SHAPE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z)~(\d{1,5})$/;

export function writeCursor(cursor: Cursor): string {
  return `${cursor.to}~${cursor.offset}`;
}

/** null for anything that we did not write; it comes back from a client. */
export function readCursor(text: string | null): Cursor | null {
  const parts = SHAPE.exec(text ?? '');
  const [, to, offset] = parts ?? [];
  if (!to || !offset || Number.isNaN(Date.parse(to))) return null;
  return { to, offset: Number(offset) };
}
