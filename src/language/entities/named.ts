import type { Intent } from '../intents.ts';
import { namesSetting, SPOKEN_SETTINGS } from '../setting-names.ts';
import { note, type Scan, take, takeAll } from './scan.ts';

const POLICY =
  /\b(?<v>anti[ -]?spam|anti[ -]?phish(?:ing)?|anti[ -]?malware|anti[ -]?spoof(?:ing)?|safe ?links?|safe ?attachments?|connection filter(?:ing)?|outbound spam|built-in protection|inbound spam)\b/dgi;
const PRESET = /(?<!\b(?:too|so|more|business|very|office)\s)\b(?<v>standard|strict)\b(?!ly)/dgi;
const PRESET_INTENTS: ReadonlySet<Intent> = new Set([
  'policy.gaps',
  'policy.explain',
  'policy.how_to_fix',
  'policy.compare_preset',
  'bulk.bcl',
]);
const POLICY_FREE: ReadonlySet<Intent> = new Set([
  'out_of_scope',
  'smalltalk/help',
  'permissions',
  'notifications.config',
  'testcampaign.start',
  'headers.explain',
]);

/** Header fields and results, as written: SFV:SKQ, SCL 5, compauth=fail, X-Forefront-Antispam-Report. */
const HEADER =
  /\b(?<v>(?:SFV|CAT|IPV|DIR|SFTY|PTR|CTRY|LANG|SFS|SCL|BCL|PCL|CIP|compauth|reason|dkim|spf|dmarc|action|arc)\s?[:=]\s?-?[A-Za-z0-9.]{1,15}|SCL -?\d|compauth reason \d{1,3}|reason \d{3}|X-[A-Za-z0-9]{1,30}(?:-[A-Za-z0-9]{1,30}){1,6}|Authentication-Results|ARC-[A-Z][a-z]+(?:-[A-Z][a-z]+)*|Received-SPF|(?:SFV|SCL|IPV|SFTY|PCL|compauth))(?![\w-])/dgi;
const BARE_FIELD = /\b(?<v>SFS|DIR|CTRY|CAT|CIP|SRV|BCL)\b(?!\s?[:=])/dg;
const AUTH_RESULT =
  /\b(?<v>dkim|dmarc|spf|compauth|arc)\b(?=(?: (?:is|signature|check|checks|always|still|now|has|alignment|result)){0,2} (?:fail\w*|pass\w*|none|softfail|permerror|temperror|neutral|broken|missing|not\b|invalid|problem|issue|error))/dgi;
const FAILS_AUTH =
  /\b(?:fail\w*|pass\w*|broken|breaks)(?: (?:the|our|on|at|with|check|checks)){0,2} (?<v>dkim|dmarc|spf|compauth|arc)\b/dgi;

/** Names that a policy page or a guide gives to a setting. */
const SETTING =
  /\b(?<v>honou?r dmarc(?: record)?(?: policy)?|mailbox intelligence|spoof intelligence|bulk (?:email )?threshold|phish(?:ing)?(?: email)? threshold|first contact safety tips?|safety tips?|user impersonation(?: protection)?|domain impersonation(?: protection)?|impersonation protection|intra-org(?:anizational|anisational)?(?: messages?| filter)?(?: filtering)?|web bugs(?: in html)?|increase spam score|mark as spam|dynamic delivery|zero[- ]hour auto[- ]purge|zap|enhanced filtering(?: for connectors)?|advanced delivery|common attachments? filter|do not rewrite(?: list)?|quarantine tags?)\b/dgi;
const SPOKEN_SETTING = new RegExp(
  `\\b(?<v>${SPOKEN_SETTINGS.map((words) => words.replaceAll(' ', '[ -]')).join('|')})\\b`,
  'dgi',
);
/** A word that may be a cmdlet's own name of a property; no part of a cmdlet, address or path. */
const PROPERTY = /(?<![\w@./-])(?<v>[A-Za-z]{6,60})(?![\w@/-]|\.\w)/dg;

const LICENCE =
  /\b(?<v>(?:microsoft 365 |office 365 |m365 |o365 )?[EAFG][1357]|business (?:premium|standard|basic)|(?:defender for office(?: 365)? |defender |mdo )?plan [12]|exchange online plan [12]|(?:mdo |defender )?p[12]|eop|exchange online protection|frontline)\b/dgi;

const ATTACHMENT =
  /(?:\b|\.)(?<v>pdf|docx?|pptx?|xlsx?|zip|png|jpe?g|gif|csv|ics|html|mp4|word|excel|powerpoint|image|images|video)s?\b/dgi;
const REGION =
  /\b(?<v>canadian|canada|european|europe|australian|australia|american|america|united states|apac|emea|uk|eu|au|usa|u\.s\.a?|(?<=\bthe )us(?= (?:region|instance|data|tenant|customers|side))|us(?= (?:region|instance|datacenter|data center|customers?|hosts?|domains?|tracker))|(?<=\bregion )us|(?<=\bin the )us|(?<=\bregion )ca|ca(?= region))\b/dgi;
/** Where places may also be offices, only what is called a region. */
const NAMED_REGION =
  /\b(?<v>canad(?:a|ian)|europe(?:an)?|australian?|america|american|united states|apac|emea|eu|uk|us|usa|au|ca)(?= (?:region|instance|data ?cent(?:er|re)|side|cluster|tracker|tracking)\b)|(?<=\bregion )(?<v>canada|europe|australia|eu|uk|us|au|ca)\b/dgi;
const UPPER_CASE_REGION = /\b(?<v>US|CA)\b/dg;

/** Policies, settings, headers, licences and the like, by their names. */
export function takeNamed(scan: Scan, intent: Intent): void {
  if (intent === 'headers.explain') {
    takeAll(scan, HEADER, 'header');
    takeAll(scan, BARE_FIELD, 'header');
  }
  if (intent === 'spoof.auth') takeAuthResults(scan);
  if (intent === 'policy.explain' || intent === 'policy.how_to_fix') takeSettings(scan);
  if (!POLICY_FREE.has(intent)) takePolicies(scan, intent);
  if (intent === 'bulk.bcl' || intent === 'headers.explain') takeBulkLevel(scan);
  if (intent !== 'out_of_scope' && intent !== 'smalltalk/help') takeLicences(scan, intent);
  if (intent === 'attachments.delay') takeAll(scan, ATTACHMENT, 'attachment_type');
  if (intent === 'allowlist.endpoints') takeRegions(scan);
  if (intent.startsWith('testcampaign.')) takeAll(scan, NAMED_REGION, 'region');
  if (intent === 'ticket.open' || intent === 'ticket.status') takePriority(scan);
}

function takeAuthResults(scan: Scan): void {
  takeAll(scan, /\b(?<v>(?:compauth|dkim|spf|dmarc)\s?=\s?[a-z]{2,12})\b/dgi, 'header');
  takeAll(scan, AUTH_RESULT, 'header');
  takeAll(scan, FAILS_AUTH, 'header');
}

function takePolicies(scan: Scan, intent: Intent): void {
  const found: { at: number; value: string }[] = [];
  const patterns = PRESET_INTENTS.has(intent)
    ? [POLICY, PRESET]
    : [POLICY, /\b(?<v>standard|strict)\b(?= (?:preset|polic))(?: preset)?(?: security)?(?: polic(?:y|ies))?/dgi];
  for (const pattern of patterns) {
    for (const match of [...scan.rest.matchAll(pattern)]) {
      found.push({ at: match.index, value: match.groups?.v ?? match[0] });
      take(scan, match.index, match.index + match[0].length);
    }
  }
  for (const { value } of found.sort((a, b) => a.at - b.at)) note(scan, 'policy', productName(value));
}

/** Products keep their proper name however they were typed; policies stay as written. */
function productName(value: string): string {
  if (/^safe ?links?$/i.test(value)) return 'Safe Links';
  if (/^safe ?attachments?$/i.test(value)) return 'Safe Attachments';
  return value;
}

function takeRegions(scan: Scan): void {
  takeAll(scan, REGION, 'region');
  takeAll(scan, UPPER_CASE_REGION, 'region');
}

function takeSettings(scan: Scan): void {
  takeAll(scan, PROPERTY, 'setting', (value) => (namesSetting(value, true) ? value : null));
  takeAll(scan, SPOKEN_SETTING, 'setting');
  takeAll(scan, SETTING, 'setting');
}

/** "EOP" and "P1" are also the service and a priority: licences only where licences are asked about. */
function takeLicences(scan: Scan, intent: Intent): void {
  const asked = intent === 'licence.features' || intent === 'permissions';
  takeAll(scan, LICENCE, 'licence', (value) =>
    asked || !/^(?:eop|p[12]|exchange online protection)$/i.test(value) ? value : null,
  );
}

function takeBulkLevel(scan: Scan): void {
  takeAll(scan, /\bbcl(?: (?:of|is|was|at|value|level|score)){0,2}\s?[:=]?\s?(?<v>\d)\b/dgi, 'bcl');
  takeAll(
    scan,
    /\b(?:bulk ?)?(?:threshold|level|limit|complaint level|rating)(?: (?:of|is|at|to|from|=)){0,2} (?<v>\d)\b/dgi,
    'bcl',
  );
  takeAll(
    scan,
    /\b(?:set|rais|upp|lower|chang|increas|reduc|bump|go|mov)(?:e|es|ing|ed|ping)?(?: (?:it|that|this|ours?))? (?:up |down )?to (?<v>\d)\b/dgi,
    'bcl',
  );
}

export function takePriority(scan: Scan): void {
  takeAll(
    scan,
    /\b(?:prio(?:rity)?|sev(?:erity)?)(?: is)?\s?[:=]?\s?(?<v>low|medium|normal|high|highest|urgent|critical|\d)\b/dgi,
    'priority',
  );
  takeAll(
    scan,
    /\b(?<v>low|medium|normal|high|highest|urgent|critical|top)[ -](?:prio(?:rity)?|sev(?:erity)?)\b/dgi,
    'priority',
  );
  if (scan.found.priority === undefined) takeAll(scan, /\b(?<v>urgent|critical|p1)\b/dgi, 'priority');
}
