import type { Recipe } from '../fix.ts';
import { command, comment } from '../powershell.ts';
import type { RuleCondition, Situation } from '../situation.ts';

const rules = 'https://admin.exchange.microsoft.com/#/transportrules';
const passed = ['dmarc=pass', 'dmarc=bestguesspass'];

export function ruleForAuthenticatedSender(situation: Situation): Recipe {
  const domain = situation.senderDomain ?? '<domain of the From address>';
  const name = `Skip spam filtering for authenticated mail of ${domain}`;
  return {
    steps: [
      `Open ${rules} and add a rule “${name}”, first in audit mode`,
      `Condition: the sender’s domain is ${domain}, and the header Authentication-Results includes dmarc=pass or dmarc=bestguesspass`,
      'Action: set the spam confidence level to bypass, and set the header X-ETR to a name of your own, to recognise the mail',
    ],
    powershell: [
      command('New-TransportRule', {
        Name: name,
        SenderDomainIs: [domain],
        HeaderContainsMessageHeader: 'Authentication-Results',
        HeaderContainsWords: passed,
        SetSCL: -1,
        SetHeaderName: 'X-ETR',
        SetHeaderValue: `Bypass spam filtering for ${domain}`,
        Mode: 'Audit',
      }),
    ],
    rollback: [command('Remove-TransportRule', { Identity: name, Confirm: false })],
    warning:
      'Set the mode to Enforce only after the audit showed wanted mail alone. With a gateway in front the header may not be Microsoft’s.',
  };
}

export function editRule(situation: Situation): Recipe {
  const rule = situation.rule ?? '<the rule>';
  const domain = situation.senderDomain ?? '<domain of the From address>';
  const proof = `dmarc=pass.*header\\.from=${domain.replaceAll('.', '\\.')}`;
  return {
    steps: [
      `Open ${rules} and the rule “${rule}”`,
      `Add the exception “message header matches patterns”: header Authentication-Results, pattern ${proof}`,
    ],
    powershell: [
      command('Set-TransportRule', {
        Identity: rule,
        ExceptIfHeaderMatchesMessageHeader: 'Authentication-Results',
        ExceptIfHeaderMatchesPatterns: [proof],
      }),
    ],
    rollback: [
      command('Set-TransportRule', {
        Identity: rule,
        ExceptIfHeaderMatchesMessageHeader: null,
        ExceptIfHeaderMatchesPatterns: null,
      }),
    ],
    warning:
      'Exceptions of a rule are alternatives, so one pattern must ask for both: the proof and the domain. Mail from a mailbox of your own carries no such header.',
  };
}

/** Adds the conditions that the rule lacks, or turns it off; where no condition would help, only the latter. */
export function closeRule(situation: Situation): Recipe {
  const rule = situation.rule ?? '<the rule>';
  const lacks = situation.ruleLacks ?? ['authentication'];
  const off = command('Disable-TransportRule', { Identity: rule, Confirm: false });
  const on = command('Enable-TransportRule', { Identity: rule });
  if (lacks.length === 0) {
    return {
      link: rules,
      steps: [`Open ${rules} and the rule “${rule}”`, 'Turn it off: no further condition makes it safe'],
      powershell: [off],
      rollback: [on],
    };
  }
  const conditions = lacks.map((condition) => ruleConditions[condition]);
  return {
    link: rules,
    steps: [
      `Open ${rules} and the rule “${rule}”`,
      `Add the condition that ${conditions.map(({ says }) => says).join(', and the condition that ')}; or turn the rule off when nothing needs it`,
    ],
    powershell: [
      command('Set-TransportRule', {
        Identity: rule,
        ...Object.assign({}, ...conditions.map(({ parameters }) => parameters)),
      }),
      comment('or, when nothing needs it any more:'),
      off,
    ],
    rollback: [
      on,
      comment(
        `and set ${conditions.flatMap(({ parameters }) => Object.keys(parameters)).join(', ')} to the former values.`,
      ),
    ],
  };
}

const ruleConditions: Readonly<
  Record<RuleCondition, { says: string; parameters: Readonly<Record<string, string | readonly string[]>> }>
> = {
  domain: {
    says: 'the sender’s domain is the one whose mail needs the rule',
    parameters: { SenderDomainIs: ['<the domain whose mail needs the rule>'] },
  },
  authentication: {
    says: 'the header Authentication-Results includes dmarc=pass',
    parameters: { HeaderContainsMessageHeader: 'Authentication-Results', HeaderContainsWords: passed },
  },
};

export function enhancedFiltering(situation: Situation): Recipe {
  const connector = situation.connector ?? '<the inbound connector of the gateway>';
  return {
    steps: [
      'Open https://security.microsoft.com/skiplisting',
      `Open “${connector}” and choose “Automatically detect and skip the last IP address”, for the entire organisation`,
      'Remove rules that set SCL −1 for the gateway’s addresses',
    ],
    powershell: [
      command('Set-InboundConnector', {
        Identity: connector,
        EFSkipLastIP: true,
        EFUsers: null,
        ...(situation.setting === 'EFTestMode' ? { EFTestMode: false } : {}),
      }),
    ],
    rollback: [command('Set-InboundConnector', { Identity: connector, EFSkipLastIP: false })],
  };
}

export function partnerConnector(situation: Situation): Recipe {
  const ips =
    situation.sendingIps && situation.sendingIps.length > 0 ? situation.sendingIps : ['<dedicated sending IP>'];
  const name = 'ContactMonkey Email Delivery';
  return {
    steps: [
      'Open https://admin.exchange.microsoft.com/#/connectors and add a connector from a partner organisation',
      `Recognise it by the IP addresses ${ips.join(', ')} and require TLS`,
    ],
    powershell: [
      command('New-InboundConnector', {
        Name: name,
        ConnectorType: 'Partner',
        SenderDomains: ['*'],
        SenderIPAddresses: ips,
        RequireTls: true,
      }),
    ],
    rollback: [command('Remove-InboundConnector', { Identity: name, Confirm: false })],
    warning:
      'Do not restrict the connector’s sender domains to these addresses (RestrictDomainsToIPAddresses): with SenderDomains * that would refuse all other mail.',
  };
}

export function scopedOutbound(situation: Situation): Recipe {
  const mailbox = situation.mailbox ?? '<the sending mailbox>';
  const name = 'ContactMonkey sender';
  const limit = situation.limit ?? 10000;
  return {
    steps: [
      'Open https://security.microsoft.com/antispam and create an outbound policy',
      `Apply it to ${mailbox} alone and set the internal limit per hour and the daily limit to ${limit}`,
    ],
    powershell: [
      command('New-HostedOutboundSpamFilterPolicy', {
        Name: name,
        RecipientLimitInternalPerHour: limit,
        RecipientLimitPerDay: limit,
        ActionWhenThresholdReached: 'BlockUser',
        AutoForwardingMode: 'Off',
      }),
      command('New-HostedOutboundSpamFilterRule', {
        Name: name,
        HostedOutboundSpamFilterPolicy: name,
        From: [mailbox],
        Priority: 0,
      }),
    ],
    rollback: [
      command('Remove-HostedOutboundSpamFilterRule', { Identity: name, Confirm: false }),
      command('Remove-HostedOutboundSpamFilterPolicy', { Identity: name, Confirm: false }),
    ],
  };
}
