const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Characters that show nothing by themselves, the direction overrides among them. Kept are variation selectors, joiners
 * between emoji, and joiners between Arabic letters: they shape what is seen.
 */
const invisible =
  /(?!\p{Variation_Selector}|(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)\u200D(?=\p{Extended_Pictographic})|(?<=\p{Script=Arabic})\u200C(?=\p{Script=Arabic}))[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

/**
 * One line of text that is safe wherever a client shows text as it is: a text run, a button title, the fallback text.
 * Control, bidirectional and invisible characters go; markup (`<at>`, HTML, `[text](link)`), template and card
 * expressions (`${`, `{{`) are broken visibly, web addresses are made dead. Clipped at `maxGraphemes` with an ellipsis.
 */
export function plainText(text: string, maxGraphemes = 300): string {
  return clip(withoutMarkup(visibleLine(text, maxGraphemes)).replace(/htt(?=ps?:\/\/)/gi, 'hxx'), maxGraphemes);
}

/** `plainText` at the length of a subject line: for a subject, a sender, a file name. */
export function mailText(text: string, maxGraphemes = 150): string {
  return plainText(text, maxGraphemes);
}

/** Like `plainText`, with web addresses left whole: only for words no stranger can have written, e.g. a source. */
export function ownText(text: string, maxGraphemes = 300): string {
  return clip(withoutMarkup(visibleLine(text, maxGraphemes)), maxGraphemes);
}

const lookAlikes: Record<string, string> = {
  '*': '\u2217',
  _: '\u02CD',
  '`': '\u2019',
  '~': '\u223C',
  '[': '(',
  ']': ')',
  '\\': '\u2216',
};

/**
 * Text for the few places where clients read Markdown (headings). Look-alikes stand in for active characters, because
 * clients disagree about backslash escapes (AdaptiveCards issue 5590: shown as they are on iOS and Android).
 */
export function headingText(text: string, maxGraphemes = 120): string {
  return plainText(text, maxGraphemes)
    .replace(/[*_`~[\]\\]/g, (character) => lookAlikes[character] ?? character)
    .replace(/^(?:[#>]+\s*)+/, '')
    .replace(/^[-+](?=\s|$)/, '\u2013')
    .replace(/^(\d+)[.)](?=\s|$)/, '$1\u2024');
}

/** For places where people must not be named: every mail address becomes "(address)". */
export function withoutAddresses(text: string): string {
  return text.replace(
    /[^\s<>()[\],;:"'\u2039\u203A]+@[^\s<>()[\],;:"'\u2039\u203A]*[^\s<>()[\],;:"'\u2039\u203A.!?]/g,
    '(address)',
  );
}

/** Text to be copied as it stands (commands, header fields): line breaks stay, what cannot be seen goes. */
export function codeText(text: string): string {
  return withoutInvisible(text.toWellFormed())
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, '  ')
    .replace(/(?!\n)\p{Cc}/gu, '');
}

/**
 * An https address for a link, or null for anything else: other schemes, credentials in it, no address at all. Plain http is taken
 * for this machine only, where the sandbox shows its pages.
 */
export function httpsLink(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  const isSafe = parsed.protocol === 'https:' || (parsed.protocol === 'http:' && parsed.hostname === '127.0.0.1');
  if (!isSafe || parsed.username !== '' || parsed.password !== '') return null;
  return parsed.href;
}

/** More than five marks on one letter are no language's; they would cover the lines above and below. */
function visibleLine(text: string, maxGraphemes: number): string {
  return withoutInvisible(text.slice(0, maxGraphemes * 40).toWellFormed())
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/(\p{M}{5})\p{M}+/gu, '$1')
    .trim();
}

function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}

function withoutMarkup(text: string): string {
  const noTags = /<[/!?a-z]/i.test(text) ? text.replaceAll('<', '\u2039').replaceAll('>', '\u203A') : text;
  return noTags
    .replace(/\$(?=\{)/g, '$ ')
    .replace(/\{(?=\{)/g, '{ ')
    .replace(/\](?=\()/g, '] ');
}

/** Counts what a reader counts, and code units too: one grapheme may be made of many. */
function clip(text: string, maxGraphemes: number): string {
  if (text.length <= maxGraphemes) return text;
  const maxUnits = Math.max(64, maxGraphemes * 4);
  let count = 0;
  let kept = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    const end = index + segment.length;
    count += 1;
    if (count > maxGraphemes || end > maxUnits) return `${text.slice(0, kept).trimEnd()}\u2026`;
    if (count < maxGraphemes) kept = end;
  }
  return text;
}
