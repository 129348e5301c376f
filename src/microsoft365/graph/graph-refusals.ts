import type { NotReadKind } from '../../defender/reading.ts';

export interface GraphRefusal {
  status?: number[];
  text?: RegExp;
  kind: NotReadKind;
  sentence: string;
  advice: string;
  transient?: boolean;
  throttled?: boolean;
  serviceTrouble?: boolean;
}

/**
 * Source: Microsoft Learn, "Microsoft Graph error responses" and "Microsoft Graph throttling guidance"; the 403 text and the
 * unresolved table of hunting from public reports of 2025 and 2026.
 */
export const graphRefusals: GraphRefusal[] = [
  {
    status: [400],
    text: /Failed to resolve table( or column)? expression named '(Email\w+|UrlClickEvents|CampaignInfo|Alert\w+)'/i,
    kind: 'notLicensed',
    sentence: 'Advanced hunting has no mail tables in this tenant.',
    advice: 'They come with Defender for Office 365 Plan 2 or Defender XDR; without them the answer has less detail.',
  },
  {
    status: [429],
    text: /\bcpu\b|quota|allowed resources/i,
    kind: 'throttled',
    sentence: 'Advanced hunting has used up what this tenant may spend on queries for now.',
    advice: 'Try again in 15 minutes; people who hunt in the portal draw on the same allowance.',
    throttled: true,
  },
  {
    status: [400, 413],
    text: /exceed|result size|too (large|long|many)/i,
    kind: 'refused',
    sentence: 'Microsoft 365 found the question too large.',
    advice: 'Ask for a shorter time or fewer messages.',
  },
  {
    status: [429, 503],
    kind: 'throttled',
    sentence: 'Microsoft Graph asked to be left alone for a moment.',
    advice: 'Try again in a minute.',
    transient: true,
    throttled: true,
  },
  {
    status: [401],
    kind: 'signInFailed',
    sentence: 'Microsoft Graph did not accept the sign-in of this app.',
    advice: 'Check that an administrator has consented to the app’s Graph permissions.',
  },
  {
    status: [403],
    text: /licen[cs]e|not provisioned|not onboarded|subscription/i,
    kind: 'notLicensed',
    sentence: 'This tenant has no licence for that part of Microsoft Graph.',
    advice: 'Advanced hunting needs Defender for Office 365 Plan 2 or Defender XDR.',
  },
  {
    status: [403],
    kind: 'noPermission',
    sentence: 'This app lacks a permission of Microsoft Graph.',
    advice: 'Grant the permission and give administrator consent.',
  },
  {
    status: [404],
    kind: 'notFound',
    sentence: 'Microsoft Graph does not find it.',
    advice: 'Check the id or address; something new takes a few minutes to appear.',
  },
  {
    status: [500],
    text: /UnknownError/i,
    kind: 'timedOut',
    sentence: 'Microsoft 365 gave up on the question, which it does when a query is too heavy.',
    advice: 'Try again, with a shorter time or fewer messages.',
    transient: true,
    serviceTrouble: true,
  },
  {
    status: [504],
    kind: 'timedOut',
    sentence: 'Microsoft Graph did not finish in time.',
    advice: 'Try again, with a shorter time or fewer messages.',
    transient: true,
    serviceTrouble: true,
  },
  {
    status: [408],
    kind: 'timedOut',
    sentence: 'Microsoft Graph did not finish in time.',
    advice: 'Try again, with a shorter time or fewer messages.',
    transient: true,
  },
  {
    status: [301, 302, 303, 307, 308],
    kind: 'refused',
    sentence: 'Microsoft Graph sent the request elsewhere; this program does not carry its token to another address.',
    advice: 'Check GRAPH_URL: it must be the Graph address of the tenant’s own cloud.',
  },
];

export const graphFault: GraphRefusal = {
  kind: 'badAnswer',
  sentence: 'Microsoft Graph had a fault of its own.',
  advice: 'Try again in a few minutes; if it lasts, look at the service health page of Microsoft 365.',
  transient: true,
  serviceTrouble: true,
};

export const graphOther: GraphRefusal = {
  kind: 'refused',
  sentence: 'Microsoft Graph refused the request.',
  advice: 'If it stays, the interface has changed and this program needs an update.',
};

export const graphUnreadable: GraphRefusal = {
  kind: 'badAnswer',
  sentence: 'Microsoft Graph gave an answer that cannot be read.',
  advice: 'Try again in a few minutes; if it lasts, something between here and Microsoft changes the answers.',
  transient: true,
};
