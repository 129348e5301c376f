import { CMDLET, namesSetting, SPOKEN_SETTINGS } from './setting-names.ts';

/** Beyond this, only the start and the end of a text are looked at: a question sits at one of the two. */
const HEAD = 1500;
const TAIL = 500;

/** Words no longer than this: longer runs are data, not language. */
const LONGEST_WORD = 40;

/** Straight quotes, plain spaces and no controls or invisible characters, whatever keyboard or language it came from. */
export function plainText(text: string): string {
  const shortened = text.length > HEAD + TAIL ? `${text.slice(0, HEAD)} ${text.slice(-TAIL)}` : text;
  return shortened
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u201a\u201b\u2032]|(?<=\p{L})[`\u00b4](?=\p{L})/gu, "'")
    .replace(/[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u300c\u300d]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\ue000]/g, '')
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

/** Things whose exact value says nothing about what is asked: each is replaced by a mark of its kind. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/<[^\s<>@]{1,120}@[^\s<>@]{1,120}>/g, ' zzmsgid '],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g, ' zzguid '],
  [/\bhttps?:\/\/[^\s<>"]{1,300}/g, ' zzurl '],
  [/[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu, ' zzaddress '],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, ' zzip '],
  [/\bcm-\d{1,9}\b/g, ' ticket zzticket '],
  [/#[a-z][a-z0-9_-]{1,60}/g, ' zzchannel '],
  [
    /\b(?:sfv|cat|scl|bcl|ipv|dir|sfty|ptr|ctry|lang|sfs|compauth|reason)\s?[:=]\s?-?[a-z0-9.]{1,12}/g,
    ' header zzheader ',
  ],
  [/\bx-[a-z0-9]{1,30}(?:-[a-z0-9]{1,30}){1,6}/g, ' header zzheader '],
  [/\bcm test - /g, ' cmtest zzcmtest '],
  [
    /\b(?:[a-z0-9-]{1,63}\.){1,5}(?!eml\b|pdf\b|docx?\b|pptx?\b|xlsx?\b|csv\b|html?\b|txt\b|zip\b)[a-z]{2,24}\b/g,
    ' zzdomain ',
  ],
  [/\b\d{1,2}(?::\d{2})?\s?(?:am|pm)\b/g, ' zztime '],
  [/\b\d{1,2}(?:st|nd|rd|th)\b/g, ' zzordinal '],
  [/"[^"]{1,120}"/g, ' zzquote $& '],
];

/** Lower-case words of a text with its addresses, ids, numbers and quotes marked. */
export function tokenize(plain: string): string[] {
  let text = withoutNames(plain).toLowerCase();
  for (const [pattern, mark] of MASKS) text = text.replace(pattern, mark);
  return text
    .replace(/(\p{L})'(\p{L})/gu, '$1$2')
    .replace(/safe[ -]links?/g, 'safelinks')
    .replace(/safe[ -]attachments?/g, 'safeattachments')
    .replace(/white[ -]list/g, 'whitelist')
    .replace(/allow[ -]list/g, 'allowlist')
    .replace(/e-mail/g, 'email')
    .split(/[^\p{L}\p{N}?]+|(?=\?)|(?<=\?)/u)
    .filter((word) => word !== '' && word.length <= LONGEST_WORD)
    .map((word) => (/^\d+$/.test(word) && word !== '403' && word !== '401' ? 'zznumber' : word));
}

const NAME = /(?<![\p{L}\p{N}@./-])[a-z]{4,60}(?![\p{L}\p{N}@/-]|\.\w)/giu;
const ASKED =
  /(?:\b(?:explain|define|describe|about|meaning of|what(?:'?s| is| are| does| do)|how does)|^)(?: the| a| our)?\s?"?$/i;
const SPOKEN = new RegExp(`\\b(?:${SPOKEN_SETTINGS.join('|')})\\b`, 'gi');

/** Cmdlets and properties of policies marked, and what is left in words told as a property. */
function withoutNames(plain: string): string {
  return plain
    .replace(CMDLET, ' zzcmdlet ')
    .replace(NAME, (word, at: number) => {
      if (!namesSetting(word, ASKED.test(plain.slice(Math.max(0, at - 16), at)))) return word;
      return /bulk(?:threshold|mail)/i.test(word) ? ' zzsetting bulk ' : ' zzsetting ';
    })
    .replace(SPOKEN, 'zzspoken $&');
}

/** The bot addressed by its name, as people type it where no mention is picked. */
const MENTION = /^@?quarantine[ -]?watch\b[\s,:;.-]*/i;
const OPENINGS =
  /^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|morning|greetings)(?: (?:there|all|team|bot|everyone|guys|again))?|sorry to bother(?: you)?(?: again)?|(?:just )?(?:a )?quick (?:question|one)|just wondering|i was wondering|excuse me|ok(?:ay)?|so|well|um+)(?:[\s,.!:;-]+|$)/i;
const CLOSINGS =
  /[\s,.!;-]+(?:many thanks|thanks(?: a lot| in advance| so much| very much| again)?|thank you(?: so much| very much| in advance)?|thx|cheers|please|pls|plz|asap|(?:best|kind) regards|ty)[\s!.]*$/i;
const MOST_PHRASES = 4;

/** The text without greetings and thanks around it, unless little else is said. */
export function withoutCourtesy(plain: string): string {
  const spoken = plain.replace(MENTION, '') || plain;
  let bare = spoken;
  for (let phrase = 0; phrase < MOST_PHRASES; phrase++) bare = bare.replace(OPENINGS, '').replace(CLOSINGS, '');
  return bare.split(' ').length >= 3 ? bare : spoken;
}
