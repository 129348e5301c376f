/** All of campaign mail: without it there is no watch. */
export const watchArea = 'campaign mail';

/** A watch that does not run, whatever the tenant would answer. */
export const silentArea = 'the watch itself';

/** The entries of the allow list. */
export const allowListArea = 'the allow list';

/** Whether the watch sees nothing at all without this; else it sees less. */
export function isWhole(area: string): boolean {
  return area === watchArea || area === silentArea;
}
