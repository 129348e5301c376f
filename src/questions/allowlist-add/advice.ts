import type { MechanismId } from '../../defender/fixes/mechanisms.ts';
import type { ValueKind } from './asked-values.ts';

/** Where a kind of value may be allowed, narrowest first, and what is asked for most and is wrong. */
export interface Advice {
  is: string;
  decision: string;
  use: readonly MechanismId[];
  never: readonly { mechanism: MechanismId; why: string }[];
}

const fromOnly =
  'It looks at the From address of the mail, and no campaign has this domain there: the entry would do nothing.';
const forgers = 'Whoever forges the domain comes in with it; that is what spoof protection is there to stop.';
const everybody = 'It lets every other customer of the service in as well, with any From address.';

/**
 * Microsoft Learn, create-safe-sender-lists-in-office-365 (2026-07-24) and tenant-allow-block-list-about (2026-07-03); the choice by
 * kind of value is inferred from both.
 */
export const adviceFor: Readonly<Record<ValueKind, Advice>> = {
  trackingHost: {
    is: 'a host of ContactMonkey’s tracking links',
    decision:
      'A URL entry of the Tenant Allow/Block List is the right place, for the tracker’s path only, and only when the links are blocked. It is no sender, so no sender list is right for it.',
    use: ['urlAllowBySubmission', 'urlAllowDirect', 'customTrackingDomain'],
    never: [
      { mechanism: 'allowedSenderDomain', why: fromOnly },
      {
        mechanism: 'trustedDomain',
        why: 'Trusted domains of the anti-phishing policy look at From addresses, never at links.',
      },
      {
        mechanism: 'doNotRewrite',
        why: 'It stops wrapping and the scan before delivery; the block at click time stays.',
      },
    ],
  },
  vendorDomain: {
    is: 'a domain of ContactMonkey',
    decision:
      'No list needs it: campaigns carry your own From address, and what is judged is that address and the links. Allow the tracking hosts if links are blocked.',
    use: [],
    never: [{ mechanism: 'allowedSenderDomain', why: fromOnly }],
  },
  ownDomain: {
    is: 'one of your own domains',
    decision:
      'Do not allow it anywhere: every forgery of your own people would pass. Let Email Delivery prove the domain with DKIM; until then a spoof pair allows exactly one address from one infrastructure.',
    use: ['alignAuthentication', 'spoofPair'],
    never: [
      { mechanism: 'allowedSenderDomain', why: forgers },
      { mechanism: 'ruleByDomainAlone', why: forgers },
      { mechanism: 'senderAllow', why: 'An allow for an accepted domain passes forged mail of your own people.' },
    ],
  },
  sharedService: {
    is: 'a mail service that many companies share',
    decision:
      'Do not allow the service itself. Let the mail prove your own domain with DKIM; where that is not possible yet, a spoof pair with the DKIM domain that signs your campaigns.',
    use: ['alignAuthentication', 'spoofPair'],
    never: [
      { mechanism: 'allowedSenderDomain', why: everybody },
      { mechanism: 'ipAllow', why: everybody },
    ],
  },
  popularDomain: {
    is: 'a domain in which anybody can have an address, or that is forged a lot',
    decision: 'Do not allow it. Submit the message that was held by mistake, or allow the one address.',
    use: ['submitAsClean'],
    never: [
      { mechanism: 'allowedSenderDomain', why: forgers },
      { mechanism: 'ruleByDomainAlone', why: forgers },
    ],
  },
  otherDomain: {
    is: 'a domain that is neither yours nor ContactMonkey’s as far as I know',
    decision:
      'Allow the one address that sends, not the domain. If it is a host of links, a URL entry for it; if it should be recognised as yours, name it in the sender profile.',
    use: ['submitAsClean', 'ruleForAuthenticatedSender'],
    never: [
      { mechanism: 'allowedSenderDomain', why: forgers },
      { mechanism: 'ruleByDomainAlone', why: forgers },
    ],
  },
  ownSender: {
    is: 'an address of your own',
    decision:
      'Do not put it on an allow list: forged copies of it would pass. If it is held as spoof, prove it with DKIM or make a spoof pair; if it is held for its content, submit it; between own mailboxes look at the intra-organisation filter.',
    use: ['alignAuthentication', 'spoofPair', 'submitAsClean'],
    never: [
      {
        mechanism: 'senderAllow',
        why: 'An allow for an address of an accepted domain passes forged mail of your own people.',
      },
      { mechanism: 'safeSender', why: 'Outlook refuses addresses of the own domain as safe senders.' },
      { mechanism: 'allowedSenderDomain', why: forgers },
    ],
  },
  otherSender: {
    is: 'an address outside your own domains',
    decision:
      'The Tenant Allow/Block List takes the one address, for bulk, spam and phishing of normal confidence. It ends 45 days after its last use.',
    use: ['submitAsClean', 'senderAllow', 'trustedSender'],
    never: [
      { mechanism: 'allowedSenderDomain', why: forgers },
      { mechanism: 'ruleByDomainAlone', why: forgers },
    ],
  },
  sendingIp: {
    is: 'a sending address of your sender profile',
    decision:
      'The IP Allow List of the connection filter would be its place, and I advise against it: any From address from there skips authentication and spam filtering. A spoof pair for this address, or DKIM, is narrower.',
    use: ['alignAuthentication', 'spoofPair', 'partnerConnector'],
    never: [
      {
        mechanism: 'ipAllow',
        why: 'Any From address from this IP is delivered unproved, for as long as the entry stands; it does not overrule high-confidence phish.',
      },
    ],
  },
  otherIp: {
    is: 'an IP address that your sender profile does not name',
    decision:
      'Do not allow it. Addresses of a mail service are shared unless ContactMonkey confirms a dedicated one; ask your CSM first. Even then DKIM or a spoof pair is narrower than the IP Allow List.',
    use: ['alignAuthentication', 'spoofPair'],
    never: [{ mechanism: 'ipAllow', why: everybody }],
  },
  privateIp: {
    is: 'no public IP address',
    decision: 'Exchange Online never sees it as the source of mail, so an entry for it does nothing.',
    use: [],
    never: [{ mechanism: 'ipAllow', why: 'The connection filter sees public addresses only.' }],
  },
  ipv6: {
    is: 'an IPv6 address',
    decision:
      'IPv6 goes into the Tenant Allow/Block List, IPv4 into the connection filter. ContactMonkey publishes no IPv6 sender, so this needs a confirmation of your CSM first.',
    use: ['alignAuthentication'],
    never: [{ mechanism: 'ipAllow', why: 'The connection filter takes IPv4 only.' }],
  },
  otherUrl: {
    is: 'a link outside ContactMonkey’s tracking hosts',
    decision:
      'A URL entry of the Tenant Allow/Block List, as narrow as the link allows, best by submission so that Microsoft looks at it.',
    use: ['urlAllowBySubmission', 'urlAllowDirect'],
    never: [
      {
        mechanism: 'doNotRewrite',
        why: 'It stops wrapping and the scan before delivery; the block at click time stays.',
      },
    ],
  },
  file: {
    is: 'the hash of a file',
    decision:
      'A file can only be allowed by submitting it, and only this very file: the next version has another hash.',
    use: ['sendLink', 'fileAllowBySubmission'],
    never: [{ mechanism: 'skipHeader', why: 'It turns detonation off for all mail that meets the rule.' }],
  },
};
