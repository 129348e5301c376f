/** One thing that can be done, the roles that allow it to a person, and what they are called for this application. */
export interface RoleStep {
  what: string;
  /** A person needs one of these. */
  personNeeds: string;
  /** The application that reads for us needs this. */
  applicationNeeds: string;
  source: string;
}

const admin = 'Microsoft Learn, quarantine-admin, 2024-12-20';
const appOnly = 'Microsoft Learn, app-only authentication for Exchange Online';

/** From reading to writing; least privilege first. */
export const roleLadder: RoleStep[] = [
  {
    what: 'See quarantined mail, policies and the Tenant Allow/Block List',
    personNeeds: 'Security Reader or Global Reader',
    applicationNeeds: 'Exchange.ManageAsApp on Office 365 Exchange Online, and the Entra role Security Reader',
    source: appOnly,
  },
  {
    what: 'See connectors and organisation settings',
    personNeeds: 'Global Reader',
    applicationNeeds: 'the Entra role Global Reader as well',
    source: appOnly,
  },
  {
    what: 'Search mail with advanced hunting (links, delivery, ZAP)',
    personNeeds: 'Security Reader, with Defender for Office 365 Plan 2 or Defender XDR',
    applicationNeeds: 'ThreatHunting.Read.All on Microsoft Graph, and the licence',
    source: 'Microsoft Graph reference, runHuntingQuery',
  },
  {
    what: 'Release, deny or delete quarantined mail',
    personNeeds: 'Quarantine Administrator or Security Administrator, or the same right in Defender unified RBAC',
    applicationNeeds: 'a separate application for writing; the one that reads cannot',
    source: admin,
  },
  {
    what: 'Change policies or the Tenant Allow/Block List',
    personNeeds: 'Security Administrator, or Organization Management in Exchange',
    applicationNeeds: 'a separate application for writing; the one that reads cannot',
    source: admin,
  },
];
