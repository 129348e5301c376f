import { list, type Row, text } from '../../policies/row.ts';
import type { Match } from '../../precedence/match.ts';
import { holdsIp } from '../entries.ts';
import type { SendingPath } from '../finding.ts';
import type { Sender } from '../sender.ts';

/** A condition or exception of a mail flow rule held against a campaign on one path. */
export interface ConditionResult {
  property: string;
  match: Match;
  /** The answer would be known if the sender profile said more. */
  needsProfile: boolean;
}

type Judge = (row: Row, property: string, sender: Sender, path: SendingPath) => Omit<ConditionResult, 'property'>;

const yes = { match: 'yes', needsProfile: false } as const;
const no = { match: 'no', needsProfile: false } as const;
const unclear = { match: 'unknown', needsProfile: false } as const;
const askProfile = { match: 'unknown', needsProfile: true } as const;

/** Predicates that can be judged without the message. All others may or may not match. */
const judges: Readonly<Record<string, Judge>> = {
  FromScope: (row, property, _, path) => {
    const outside = text(row, property)?.toLowerCase() === 'notinorganization';
    return outside === (path === 'email-delivery') ? yes : no;
  },
  SentToScope: (row, property) => (text(row, property)?.toLowerCase() === 'inorganization' ? yes : no),
  From: (row, property, sender, path) => among(list(row, property), sender.addressesOn(path), (a, b) => a === b),
  SenderDomainIs: (row, property, sender, path) =>
    among(list(row, property), domainsOf(sender.addressesOn(path)), (entry, domain) => domain === entry),
  FromAddressContainsWords: (row, property, sender, path) =>
    among(list(row, property), sender.addressesOn(path), (word, address) => address.includes(word)),
  FromAddressMatchesPatterns: (row, property, sender, path) =>
    among(list(row, property), sender.addressesOn(path), (pattern, address) => simplePattern(pattern, address)),
  SenderIpRanges: (row, property, sender, path) => {
    if (path === 'own-mailbox') return no;
    return among(list(row, property), sender.ips, holdsIp);
  },
  SubjectContainsWords: (row, property, sender) => {
    const marker = sender.testSubjectPrefix.trim().toLowerCase();
    return (list(row, property) ?? []).some((word) => marker.includes(word.toLowerCase())) ? yes : unclear;
  },
};

/** Properties of Get-TransportRule that are no predicates although they are not null (Microsoft Learn, Get-TransportRule, 2026-08-21). */
const predicates =
  `FromScope SentToScope From FromMemberOf SentTo SentToMemberOf SenderDomainIs RecipientDomainIs SenderIpRanges FromAddressContainsWords
  FromAddressMatchesPatterns SubjectContainsWords SubjectMatchesPatterns SubjectOrBodyContainsWords SubjectOrBodyMatchesPatterns
  HeaderContainsMessageHeader HeaderMatchesMessageHeader RecipientAddressContainsWords RecipientAddressMatchesPatterns
  AnyOfRecipientAddressContainsWords AnyOfRecipientAddressMatchesPatterns AnyOfToHeader AnyOfToHeaderMemberOf AnyOfCcHeader
  AnyOfCcHeaderMemberOf AnyOfToCcHeader AnyOfToCcHeaderMemberOf BetweenMemberOf1 ManagerAddresses HasClassification SCLOver
  AttachmentNameMatchesPatterns AttachmentExtensionMatchesWords AttachmentPropertyContainsWords AttachmentContainsWords
  AttachmentMatchesPatterns AttachmentSizeOver MessageSizeOver MessageTypeMatches MessageContainsDataClassifications
  MessageContainsAllDataClassifications ContentCharacterSetContainsWords ContentMatchesPrompt SenderInRecipientList RecipientInSenderList
  SenderADAttributeContainsWords SenderADAttributeMatchesPatterns RecipientADAttributeContainsWords RecipientADAttributeMatchesPatterns
  SenderManagementRelationship ADComparisonAttribute WithImportance HasNoClassification HasSenderOverride AttachmentIsUnsupported
  AttachmentProcessingLimitExceeded AttachmentHasExecutableContent AttachmentIsPasswordProtected`.split(/\s+/);

export function conditionsOf(row: Row, sender: Sender, path: SendingPath): ConditionResult[] {
  return results(row, '', sender, path);
}

export function exceptionsOf(row: Row, sender: Sender, path: SendingPath): ConditionResult[] {
  return results(row, 'ExceptIf', sender, path);
}

/** Names of the predicates that a rule uses, without the `ExceptIf` ones. */
export function usedPredicates(row: Row): string[] {
  return predicates.filter((predicate) => isSet(row[predicate]));
}

function results(row: Row, prefix: string, sender: Sender, path: SendingPath): ConditionResult[] {
  const found: ConditionResult[] = [];
  for (const predicate of predicates) {
    const property = `${prefix}${predicate}`;
    if (!isSet(row[property])) continue;
    const judge = judges[predicate];
    found.push({ property, ...(judge ? judge(row, property, sender, path) : unclear) });
  }
  return found;
}

function isSet(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  return !Array.isArray(value) || value.length > 0;
}

function among(
  entries: string[] | null,
  known: readonly string[],
  hits: (entry: string, value: string) => boolean,
): Omit<ConditionResult, 'property'> {
  if (known.length === 0) return askProfile;
  const lower = (entries ?? []).map((entry) => entry.toLowerCase());
  return lower.some((entry) => known.some((value) => hits(entry, value))) ? yes : no;
}

function domainsOf(addresses: readonly string[]): string[] {
  return addresses.map((address) => address.slice(address.lastIndexOf('@') + 1));
}

/** Rule patterns are regular expressions of an administrator; only their plain part is held against the address. */
function simplePattern(pattern: string, address: string): boolean {
  const plain = pattern.replace(/[\^$]/g, '').replaceAll('\\.', '.').replaceAll('\\@', '@');
  return plain !== '' && !/[\\*+?()[\]{}|]/.test(plain) && address.includes(plain);
}
