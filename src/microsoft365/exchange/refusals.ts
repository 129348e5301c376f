import type { NotReadKind } from '../../defender/reading.ts';

export interface Refusal {
  /** HTTP status, or any. */
  status?: number[];
  /** .NET type of the exception, without namespace. */
  type?: RegExp;
  text?: RegExp;
  /** Only for cmdlets that come with Defender for Office 365. */
  defenderOnly?: true;
  kind: NotReadKind;
  sentence: (cmdlet: string) => string;
  advice: string;
  transient?: boolean;
  throttled?: boolean;
  serviceTrouble?: boolean;
}

const roleAdvice =
  'Give the app the Exchange.ManageAsApp permission and, in Microsoft Entra, the Security Reader role (Global Reader for connectors and mailboxes). A new role takes up to an hour to work.';

/**
 * What the Exchange admin interface answers when it does not answer, first match wins. Collected from public captures and from
 * clients that work with it; the interface itself is not documented. Sources and confidence:
 * 401/403/400/404 shapes: captures of July 2026 (high); concurrency text: GreyCorbel/ExoHelper, 2025-10 (medium);
 * "isn't supported in this scenario": Microsoft Learn, app-only authentication (medium).
 */
export const refusals: Refusal[] = [
  {
    text: /maximum number of concurrent requests|server is busy|too many (concurrent )?requests|throttl/i,
    kind: 'throttled',
    sentence: () => 'Exchange Online is handling as many requests of this tenant as it allows at once.',
    advice: 'Try again in a minute; other scripts may be reading the same tenant.',
    transient: true,
    throttled: true,
  },
  {
    status: [429, 503],
    kind: 'throttled',
    sentence: () => 'Exchange Online asked to be left alone for a moment.',
    advice: 'Try again in a minute.',
    transient: true,
    throttled: true,
  },
  {
    status: [401],
    kind: 'signInFailed',
    sentence: () => 'Exchange Online did not accept the sign-in of this app.',
    advice: `${roleAdvice} If both are there already, an administrator must consent once more.`,
  },
  {
    text: /isn't supported in this scenario/i,
    kind: 'noPermission',
    sentence: (cmdlet) => `The role of this app does not carry ${cmdlet} when no person is signed in.`,
    advice:
      'Use one of the roles that Microsoft supports for app-only access, such as Security Reader or Global Reader.',
  },
  {
    type: /^CommandNotFoundException$/,
    defenderOnly: true,
    kind: 'notLicensed',
    sentence: (cmdlet) => `This tenant has no ${cmdlet}, which comes with Defender for Office 365.`,
    advice: `If the tenant has the licence, the role of this app lacks the cmdlet. ${roleAdvice}`,
  },
  {
    type: /^CommandNotFoundException$/,
    kind: 'noPermission',
    sentence: (cmdlet) => `Exchange Online does not offer ${cmdlet} to this app.`,
    advice: roleAdvice,
  },
  {
    status: [403],
    defenderOnly: true,
    kind: 'noPermission',
    sentence: (cmdlet) => `This app may not run ${cmdlet}, or the tenant has no Defender for Office 365.`,
    advice: `Exchange answers both in the same way. ${roleAdvice}`,
  },
  {
    status: [403],
    kind: 'noPermission',
    sentence: (cmdlet) => `This app may not run ${cmdlet}.`,
    advice: roleAdvice,
  },
  {
    status: [404],
    kind: 'notFound',
    sentence: () => 'Exchange Online does not find it.',
    advice: 'It may be gone, or so new that Exchange does not show it yet: try again in a few minutes.',
  },
  {
    status: [400],
    type: /ManagementObjectNotFound|ObjectNotFound/,
    kind: 'notFound',
    sentence: () => 'Exchange Online does not find it.',
    advice: 'It may be gone, or so new that Exchange does not show it yet: try again in a few minutes.',
  },
  {
    status: [400],
    text: /couldn['’]t be found|could not be found|not a valid message identity|valid message identity|has expired|no longer (exists|available)/i,
    kind: 'notFound',
    sentence: () => 'Exchange Online does not find it any more.',
    advice: 'Quarantined mail is gone once it expires or is deleted.',
  },
  {
    status: [400],
    type: /^ParameterTransformationException$/,
    kind: 'refused',
    sentence: (cmdlet) => `Exchange Online did not accept a value given to ${cmdlet}.`,
    advice: 'Ask in another way; if it stays, the interface of Exchange has changed and this program needs an update.',
  },
  {
    status: [400],
    type: /^AmbiguousParameterSetException$|^ParameterBindingException$/,
    kind: 'refused',
    sentence: (cmdlet) => `Exchange Online did not accept the parameters given to ${cmdlet}.`,
    advice: 'The interface of Exchange may have changed, or the role of this app lacks a parameter.',
  },
  {
    status: [504],
    kind: 'timedOut',
    sentence: () => 'Exchange Online did not finish in time.',
    advice: 'Try again, with a shorter time or a narrower filter.',
    transient: true,
    serviceTrouble: true,
  },
  {
    status: [408],
    kind: 'timedOut',
    sentence: () => 'Exchange Online did not finish in time.',
    advice: 'Try again, with a shorter time or a narrower filter.',
    transient: true,
  },
  {
    status: [502],
    kind: 'unreachable',
    sentence: () => 'The way to Exchange Online is interrupted.',
    advice: 'Try again in a few minutes.',
    transient: true,
    serviceTrouble: true,
  },
  {
    status: [301, 302, 303, 307, 308],
    kind: 'refused',
    sentence: () =>
      'Exchange Online sent the request elsewhere; this program does not carry its token to another address.',
    advice: 'Check EXCHANGE_URL: it must be the Exchange address of the tenant’s own cloud.',
  },
];

export const serverFault: Refusal = {
  kind: 'badAnswer',
  sentence: () => 'Exchange Online had a fault of its own.',
  advice: 'Try again in a few minutes; if it lasts, look at the service health page of Microsoft 365.',
  transient: true,
  serviceTrouble: true,
};

export const otherRefusal: Refusal = {
  kind: 'refused',
  sentence: (cmdlet) => `Exchange Online refused ${cmdlet}.`,
  advice: 'Run the same cmdlet in Exchange Online PowerShell to see what it objects to.',
};

export const unreadable: Refusal = {
  kind: 'badAnswer',
  sentence: () => 'Exchange Online gave an answer that cannot be read.',
  advice: 'Try again in a few minutes; if it lasts, something between here and Exchange changes the answers.',
  transient: true,
};
