/** Something of Defender’s that is no single setting. */
export interface Topic {
  title: string;
  words: RegExp;
  says: string[];
  source: string;
  date: string;
  /** A question that goes on from here with this tenant's values. */
  next: { title: string; verb: string } | null;
}
