import { quote } from '../../defender/fixes/powershell.ts';

const MAX_VALUE = 500;

/** A value that came from mail as a PowerShell string that nothing inside can end, at most 500 characters of it. */
export function psQuote(value: string): string {
  return quote(value.slice(0, MAX_VALUE));
}
