import { asfOption, asfSource } from './asf-options.ts';
import { compauthReason } from './compauth-reasons.ts';
import { headerCodes, headerFields } from './header-codes.ts';

export interface HeaderCodeExplanation {
  field: string;
  value: string | null;
  /** False when the code is in no table; `meaning` then says so. */
  known: boolean;
  meaning: string;
  lookAt: string | null;
  source: string | null;
  date: string | null;
}

const otherNames: Readonly<Record<string, string>> = {
  'X-FOREFRONT-ANTISPAM-REPORT': 'SFV',
  'COMPOSITE AUTHENTICATION': 'COMPAUTH',
  'COMPAUTH REASON': 'REASON',
  'REASON CODE': 'REASON',
  'DMARC-ACTION': 'DMARC ACTION',
  ACTION: 'DMARC ACTION',
};

/**
 * Explains one code of Defender's message headers, e.g. `('SFV', 'SKQ')`, or the field itself when `value` is left out.
 * Unknown fields and codes are said to be unknown, never guessed.
 */
export function explainHeaderCode(field: string, value: string | null = null): HeaderCodeExplanation {
  const written = field.trim().slice(0, 80);
  const name = otherNames[written.toUpperCase()] ?? written.toUpperCase();
  const shown = value?.trim().slice(0, 80) || null;
  if (name === 'REASON') return explainReason(written, shown);
  if (name === 'X-CUSTOMSPAM' && shown !== null) return explainCustomSpam(written, shown);
  const nothing = { field: written, value: shown, lookAt: null, source: null, date: null };
  const about = Object.hasOwn(headerFields, name) ? headerFields[name] : undefined;
  if (shown === null) {
    return about
      ? { ...nothing, known: true, meaning: about }
      : {
          ...nothing,
          known: false,
          meaning: `${written} is not a field of Defender's headers that has a published meaning.`,
        };
  }
  const codes = Object.hasOwn(headerCodes, name) ? headerCodes[name] : undefined;
  const key = shown.toUpperCase();
  const row = codes && Object.hasOwn(codes, key) ? codes[key] : undefined;
  if (row) {
    return {
      ...nothing,
      known: true,
      meaning: row.meaning,
      lookAt: row.lookAt ?? null,
      source: row.source,
      date: row.date,
    };
  }
  if (name === 'DMARC' && Object.hasOwn(headerCodes['DMARC ACTION'] ?? {}, key))
    return explainHeaderCode('DMARC action', shown);
  if (about && !codes) return { ...nothing, known: true, meaning: about };
  return {
    ...nothing,
    known: false,
    meaning: `${written}:${shown} has no meaning that Microsoft publishes. ${about ?? ''}`.trim(),
  };
}

/** Explains a code as people write it: `SFV:SKQ`, `compauth=fail`, `reason=601`, `dkim`. */
export function explainHeaderText(text: string): HeaderCodeExplanation {
  const match = /^\s*([A-Za-z][\w .-]{0,60}?)\s*[:= ]\s*([^\s;]{1,80})\s*;?\s*$/.exec(text.slice(0, 200));
  if (match) return explainHeaderCode(match[1] ?? '', match[2]);
  const bare = text.trim().replace(/[;:=?]+$/, '');
  return explainHeaderCode(bare).known ? explainHeaderCode(bare) : explainBareCode(bare);
}

function explainBareCode(word: string): HeaderCodeExplanation {
  const key = word.toUpperCase();
  for (const field of ['CAT', 'SFV', 'IPV', 'DIR']) {
    const found = explainHeaderCode(field, key);
    if (found.known && key !== 'NONE' && key !== 'SPM') return found;
  }
  return /^\d{3}$/.test(word) ? explainReason('reason', word) : explainHeaderCode(word);
}

function explainCustomSpam(field: string, value: string): HeaderCodeExplanation {
  const option = asfOption(value);
  if (option === null) {
    const meaning = `${field}: ${value} is no text that a documented Advanced Spam Filter option stamps.`;
    return { field, value, known: false, meaning, lookAt: null, source: null, date: null };
  }
  const does = option.raisesScoreOnly ? 'raised the spam score' : 'marked the message';
  const meaning = `The Advanced Spam Filter option ${option.property} ${does}: ${option.trippedBy}`;
  return { field, value, known: true, meaning, lookAt: option.property, ...asfSource };
}

function explainReason(field: string, value: string | null): HeaderCodeExplanation {
  const row = compauthReason(value);
  const nothing = { field, value, lookAt: null, source: null, date: null };
  if (row && value) {
    const sentence = `compauth reason ${value}: ${row.meaning}.`;
    return { ...nothing, known: true, meaning: sentence, lookAt: row.firstFix, source: row.source, date: row.date };
  }
  const meaning = value
    ? `compauth reason ${value} is in no table that Microsoft publishes.`
    : 'The reason code after compauth says why composite authentication passed or failed.';
  return { ...nothing, known: value === null, meaning };
}
