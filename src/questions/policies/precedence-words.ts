/** The order in which policies are tried, in words (Microsoft Learn, how-policies-and-protections-are-combined, 2025-09-12). */
export const precedenceWords: readonly string[] = [
  'One policy of each kind applies to a person: Strict preset, then Standard preset, then a running evaluation, then custom policies by priority (0 first), then the default policy or Built-in protection. The first whose conditions match wins, and nothing of the others counts, neither their values nor their lists.',
  'Conditions of one kind (people) are alternatives; people, groups and domains must all match; an exception beats a match. A rule that is off does not count. A preset without conditions covers everybody.',
];

export const precedenceSource = 'Microsoft Learn, how-policies-and-protections-are-combined, 2025-09-12';

const asked =
  /\b(?:who|which|what|does|do|is|will|in what|if)\b.*\b(?:wins?|precedence|priority|beats?|first|counts?|used|ignored|applied|applies|happens?|order)\b|\border of processing\b|\bprecedence\b|policy priority|\bpriority works?\b|\border does\b/i;

/** Whether a question is about which of several policies counts. */
export function isAboutPrecedence(text: string): boolean {
  if (/\bprecedence\b|\border of (?:processing|policies)\b/i.test(text)) return true;
  return (
    asked.test(text) &&
    /\b(?:polic\w+|presets?|strict|standard|custom|default|several|two groups|defender)\b/i.test(text)
  );
}
