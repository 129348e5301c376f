import { policyTypeFacts } from '../../policies/policy-types.ts';
import type { Recipe } from '../fix.ts';
import { command, comment } from '../powershell.ts';
import type { Situation } from '../situation.ts';
import { inPresetWizard } from './preset.ts';

const noCommand = comment('There is no command for this in Exchange Online PowerShell.');
const nothingToUndo = comment('Nothing in the tenant is changed.');

export function alignAuthentication(situation: Situation): Recipe {
  const domain = situation.senderDomain ?? '<domain of the From address>';
  return {
    steps: [
      `Ask ContactMonkey for the DKIM records of your Email Delivery set-up for ${domain} or a subdomain of it`,
      `Publish them in the DNS of ${domain}, and have ContactMonkey turn signing with d=${domain} on`,
      `Check SPF of the envelope domain and the DMARC record of ${domain}`,
      'Send a test and read Authentication-Results: dkim=pass header.d of the From domain, dmarc=pass, compauth=pass',
    ],
    powershell: [noCommand],
    rollback: [comment('Take the published records out again.')],
    verify: 'A new test shows dkim=pass for the From domain and compauth=pass reason 100 or 101.',
  };
}

export function submitAsClean(): Recipe {
  return {
    steps: [
      'Open https://security.microsoft.com/reportsubmission?viewid=admin and submit the held message as “I’ve confirmed it’s clean”',
      'Look at the result some hours later; Microsoft says what it changed',
    ],
    powershell: [noCommand],
    rollback: [nothingToUndo],
  };
}

export function customTrackingDomain(situation: Situation): Recipe {
  const domain = situation.senderDomain ?? 'your domain';
  return {
    steps: [
      `Ask ContactMonkey for a custom URL, a subdomain of ${domain} (a paid option)`,
      'Point the subdomain to the target that ContactMonkey names, and keep watching that it stays there',
    ],
    powershell: [noCommand],
    rollback: [comment('Ask ContactMonkey to go back to the shared tracking host.')],
  };
}

export function trusted(kind: 'ExcludedSenders' | 'ExcludedDomains'): (situation: Situation) => Recipe {
  return (situation) => {
    const value = (kind === 'ExcludedSenders' ? situation.sender : situation.senderDomain) ?? '<the sender>';
    const policy = situation.policy?.type === 'antiPhish' ? situation.policy.name : '<the anti-phishing policy>';
    const { setCmdlet, portal } = policyTypeFacts.antiPhish;
    const wizard = situation.policy?.preset
      ? inPresetWizard({ ...situation, setting: kind }, `Add ${value}`, `Take ${value} off`)
      : null;
    if (wizard !== null) return wizard;
    return {
      steps: [`Open ${portal} and the policy “${policy}”`, `Add ${value} to the trusted senders and domains`],
      powershell: [command(setCmdlet, { Identity: policy, [kind]: { add: [value] } })],
      rollback: [command(setCmdlet, { Identity: policy, [kind]: { remove: [value] } })],
    };
  };
}

export function safeSender(situation: Situation): Recipe {
  const mailbox = situation.mailbox ?? '<the mailbox>';
  const sender = situation.sender ?? '<the From address>';
  const change = (change: 'add' | 'remove') =>
    command('Set-MailboxJunkEmailConfiguration', {
      Identity: mailbox,
      TrustedSendersAndDomains: change === 'add' ? { add: [sender] } : { remove: [sender] },
    });
  return {
    steps: [`In Outlook, Junk Email options, add ${sender} (the address, not its domain) to Safe Senders`],
    powershell: [change('add')],
    rollback: [change('remove')],
    warning: 'A domain entry is ignored where the policy’s action is Quarantine; an address entry counts.',
  };
}

export function tellTheUser(situation: Situation): Recipe {
  const mailbox = situation.mailbox ?? '<the mailbox>';
  const sender = situation.sender ?? '<the From address>';
  const change = (change: 'add' | 'remove') =>
    command('Set-MailboxJunkEmailConfiguration', {
      Identity: mailbox,
      BlockedSendersAndDomains: change === 'add' ? { add: [sender] } : { remove: [sender] },
    });
  return {
    steps: ['In Outlook, Junk Email options, open Blocked Senders', `Remove ${sender} or its domain`],
    powershell: [change('remove')],
    rollback: [change('add')],
    warning: 'Somebody blocked this sender on purpose: ask before you change it for them.',
  };
}

export function sendLink(): Recipe {
  return {
    steps: ['Put the file into SharePoint, share it with the audience, and link to it in the campaign'],
    powershell: [noCommand],
    rollback: [nothingToUndo],
  };
}

export function useEmailDelivery(): Recipe {
  return {
    steps: [
      'Ask your Customer Success Manager about ContactMonkey Email Delivery',
      'Set up DKIM for it before the first send',
    ],
    powershell: [noCommand],
    rollback: [nothingToUndo],
  };
}

export function envelopeSubdomain(situation: Situation): Recipe {
  const domain = situation.senderDomain ?? 'your domain';
  return {
    steps: [
      `Ask ContactMonkey which MAIL FROM domain your Email Delivery uses, and to set it to a subdomain such as mail.${domain} that is no accepted domain`,
      'Publish the SPF record that ContactMonkey names for it',
    ],
    powershell: [noCommand],
    rollback: [comment('Ask ContactMonkey to set the former MAIL FROM domain.')],
  };
}

export function quarantineNotification(situation: Situation): Recipe {
  const policy = situation.policy;
  const setting = situation.setting ?? 'SpamQuarantineTag';
  const facts = policy ? policyTypeFacts[policy.type] : policyTypeFacts.antiSpam;
  const tag = typeof situation.wanted === 'string' ? situation.wanted : 'DefaultFullAccessWithNotificationPolicy';
  const name = policy?.name ?? '<the policy>';
  const former = typeof situation.current === 'string' ? situation.current : '<the former quarantine policy>';
  return {
    link: facts.portal,
    steps: [`Open ${facts.portal} and the policy “${name}”`, `Choose the quarantine policy ${tag} for ${setting}`],
    powershell: [command(facts.setCmdlet, { Identity: name, [setting]: tag })],
    rollback: [command(facts.setCmdlet, { Identity: name, [setting]: former })],
    warning: 'It counts for mail that is held from now on.',
  };
}

/** For mechanisms that are named only to be warned of: no steps are handed out. */
export function notProposed(): Recipe {
  return { steps: [], powershell: [], rollback: [] };
}
