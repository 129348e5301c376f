import type { Badge } from './words.ts';

/** One piece of a line for the part `runs`. */
export interface Run {
  text: string;
  color: Badge['color'];
  weight: 'Default' | 'Bolder';
  isSubtle: boolean;
}

export function run(text: string, style: Partial<Omit<Run, 'text'>> = {}): Run {
  return { text, color: 'Default', weight: 'Default', isSubtle: false, ...style };
}
