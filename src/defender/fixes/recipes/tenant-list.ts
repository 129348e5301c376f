import type { Recipe } from '../fix.ts';
import { command, comment } from '../powershell.ts';
import type { Situation } from '../situation.ts';

const page = 'https://security.microsoft.com/tenantAllowBlockList';
const submissions = 'https://security.microsoft.com/reportsubmission';

export function spoofPair(situation: Situation): Recipe {
  const user = situation.sender ?? '<the From address>';
  const infrastructure = situation.infrastructure ?? '<the DKIM domain that signs the mail>';
  const type = situation.senderIsOwn ? 'Internal' : 'External';
  return {
    steps: [`Open ${page}?viewid=SpoofItem`, `Add the pair “${user}, ${infrastructure}” as ${type}, allow`],
    powershell: [
      command('New-TenantAllowBlockListSpoofItems', {
        Identity: 'Default',
        SpoofedUser: user,
        SendingInfrastructure: infrastructure,
        SpoofType: type,
        Action: 'Allow',
      }),
    ],
    rollback: [
      comment(`Find the pair for ${user} with Get-TenantAllowBlockListSpoofItems, then:`),
      command('Remove-TenantAllowBlockListSpoofItems', { Identity: 'Default', Ids: '<the pair’s Identity>' }),
    ],
    warning: infrastructure.endsWith('/24')
      ? 'A pair takes no single address: the neighbours in this range may use the From address too. A DKIM domain of your own is narrower. Never use *.'
      : 'Never use * for the infrastructure, and no domain of a shared mail service, such as sendgrid.net.',
  };
}

export function urlBySubmission(situation: Situation): Recipe {
  const urls = entries(situation);
  return {
    link: `${submissions}?viewid=admin`,
    steps: [
      `Open ${submissions}?viewid=admin and submit the link or the held message as “I’ve confirmed it’s clean”`,
      'Choose “Allow this URL”, 45 days after last use',
      `Check on ${page} that the entries are ${urls.join(', ')} and no wider`,
    ],
    powershell: [
      comment(
        'An allow that overrules high-confidence phish can only be made by submission; there is no cmdlet for it.',
      ),
    ],
    rollback: [command('Remove-TenantAllowBlockListItems', { ListType: 'Url', Entries: urls })],
    warning: 'Make the entry before the held mail is released, and renew it before each campaign.',
  };
}

export function urlDirect(situation: Situation): Recipe {
  const urls = entries(situation);
  return {
    steps: [`Open ${page}?viewid=Url`, `Add ${urls.join(', ')} as allow, 45 days after last use`],
    powershell: [
      command('New-TenantAllowBlockListItems', { ListType: 'Url', Entries: urls, Allow: true, RemoveAfter: 45 }),
    ],
    rollback: [command('Remove-TenantAllowBlockListItems', { ListType: 'Url', Entries: urls })],
  };
}

export function senderAllow(situation: Situation): Recipe {
  const sender = situation.sender ?? '<the From address>';
  return {
    steps: [
      `Open ${page}?viewid=Sender`,
      `Add the address ${sender} (not its domain) as allow, 45 days after last use`,
    ],
    powershell: [
      command('New-TenantAllowBlockListItems', { ListType: 'Sender', Entries: [sender], Allow: true, RemoveAfter: 45 }),
    ],
    rollback: [command('Remove-TenantAllowBlockListItems', { ListType: 'Sender', Entries: [sender] })],
    warning: 'Never for an address of an accepted domain: it helps whoever forges your own people.',
  };
}

export function fileBySubmission(): Recipe {
  return {
    link: `${submissions}?viewid=emailAttachment`,
    steps: [`Open ${submissions}?viewid=emailAttachment and submit the file as clean`, 'Choose “Allow this file”'],
    powershell: [comment('A file allow can only be made by submission; there is no cmdlet for it.')],
    rollback: [
      command('Remove-TenantAllowBlockListItems', { ListType: 'FileHash', Entries: ['<SHA-256 of the file>'] }),
    ],
  };
}

/** Removes a list entry, or narrows nothing when it is not known which. */
export function removeTableEntry(situation: Situation): Recipe {
  const { listType, value } = situation.tableEntry ?? { listType: 'Url', value: '<the entry>' };
  return {
    link: page,
    steps: [`Open ${page}?viewid=${listType}`, `Find ${value} and delete it`],
    powershell: [command('Remove-TenantAllowBlockListItems', { ListType: listType, Entries: [value] })],
    rollback: [comment(`Add ${value} again with its former action and expiry; note them before the change.`)],
  };
}

/** Narrow entries for the tracking hosts: the tracker's path and nothing else of the host. */
export function trackerEntries(hosts: readonly string[]): string[] {
  return hosts.map((host) => `${host}/api/v1/*`);
}

function entries(situation: Situation): readonly string[] {
  return situation.urls && situation.urls.length > 0 ? situation.urls : ['<tracking host>/api/v1/*'];
}
