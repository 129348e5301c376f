import type { Entities } from '../questions/question.ts';
import { isCommand, takeCommand } from './entities/commands.ts';
import { takeCounted } from './entities/counted.ts';
import { takeFilters } from './entities/filters.ts';
import { takeIdentifiers } from './entities/identifiers.ts';
import { takeNamed } from './entities/named.ts';
import { takePeople, takeService } from './entities/people.ts';
import { takePeriods } from './entities/periods.ts';
import { type Scan, scanOf } from './entities/scan.ts';
import { takeQuoted, takeTestSubject, takeTitles } from './entities/titles.ts';
import type { Intent, QuestionName } from './intents.ts';
import { plainText } from './tokens.ts';

const NO_ENTITIES: ReadonlySet<Intent> = new Set(['out_of_scope', 'smalltalk/help']);

/**
 * The values named in a text, spelt as written; only sending services, two product names and places in a list are
 * normalised. What is asked decides how a phrase is read, so the same words may be a subject here and a setting there.
 * Pure; never throws.
 */
export function extractEntities(text: string, intent: Intent, question: QuestionName = intent): Entities {
  return readEntities(text, intent, question).found;
}

/** As extractEntities, with what is left of the text. Earlier rules take their span away from later ones. */
export function readEntities(text: string, intent: Intent, question: QuestionName = intent): Scan {
  const scan = scanOf(plainText(text));
  if (NO_ENTITIES.has(intent)) return scan;
  if (isCommand(question)) {
    takeCommand(scan, question);
    return scan;
  }
  takeTestSubject(scan);
  takeQuoted(scan, intent);
  takeIdentifiers(scan, intent);
  takeService(scan, intent);
  takeNamed(scan, intent);
  takeCounted(scan, intent);
  takeTitles(scan, intent);
  takePeriods(scan, intent);
  takeFilters(scan, intent);
  takePeople(scan, intent);
  return scan;
}
