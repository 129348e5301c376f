import type { Intent } from '../intents.ts';
import { type Scan, takeAll } from './scan.ts';

const REASONS =
  'high[- ]confidence phish(?:ing)?|phish(?:ing)?|spam|bulk|malware|spoof(?:ing)?|file types?|transport rules?|dlp';
const KINDS_OF_MAIL = 'ones|mails?|e-?mails?|messages?|newsletters?|campaigns?|items';
const FILTERED: ReadonlySet<Intent> = new Set([
  'quarantine.list',
  'quarantine.count',
  'quarantine.recipients',
  'quarantine.release',
]);

/** Narrowing words of a list: the verdict that caught the mail, and what has become of it since. */
export function takeFilters(scan: Scan, intent: Intent): void {
  if (!FILTERED.has(intent)) return;
  takeAll(
    scan,
    new RegExp(
      `\\b(?:as|only|just|reason(?: is|:)?|because of|flagged|marked) (?:the |for )?(?<v>${REASONS})\\b`,
      'dgi',
    ),
    'reason',
  );
  takeAll(
    scan,
    new RegExp(`\\bby (?:the |an? )?(?<v>${REASONS})\\b(?! ?(?:setting|option|rule|polic|and by|or by))`, 'dgi'),
    'reason',
  );
  takeAll(
    scan,
    new RegExp(
      `\\b(?<v>${REASONS})(?= (?:${KINDS_OF_MAIL}|verdicts?|only|hits?|holds?|detections?|blocks|quarantines)\\b)`,
      'dgi',
    ),
    'reason',
  );
  takeAll(
    scan,
    new RegExp(`\\b(?:how many|any|number of|count(?: of)?) (?:the |our )?(?<v>${REASONS})\\b`, 'dgi'),
    'reason',
  );
  takeAll(scan, new RegExp(`^(?:and |or |but |only |what about |how about )*(?<v>${REASONS})\\W*$`, 'dgi'), 'reason');
  if (intent !== 'quarantine.list' && intent !== 'quarantine.count') return;
  takeAll(
    scan,
    /\b(?<v>release requests?|requested|waiting for (?:release|approval|release approval)|pending (?:release|approval))\b/dgi,
    'status',
    () => 'requested',
  );
  takeAll(
    scan,
    /\b(?:not|never|haven't|hasn't|aren't|isn't|weren't|wasn't)(?: yet)?(?: been)?(?: yet)? (?<v>released)\b|\b(?<v>unreleased)\b/dgi,
    'status',
    () => 'not released',
  );
  takeAll(scan, /\b(?:already|been|got|were|was|which are|only) (?<v>released|denied|approved)\b/dgi, 'status');
  takeAll(scan, new RegExp(`\\b(?<v>released|denied|approved)(?= (?:${KINDS_OF_MAIL})\\b)`, 'dgi'), 'status');
}
