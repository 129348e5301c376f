import { type BaselineTable, type Departure, protectiveSwitch, type SettingBaseline } from './baseline.ts';

function unlikeBuiltIn(
  setting: string,
  values: { builtIn: boolean; presets: boolean },
  stricter: Departure,
  weaker: Departure,
): SettingBaseline {
  const { builtIn, presets } = values;
  return {
    setting,
    values: { builtIn, standard: presets, strict: presets },
    scale: [builtIn, presets],
    stricter,
    weaker,
  };
}

/** Microsoft's values for Get-SafeLinksPolicy; `builtIn` is Built-in protection. */
export const safeLinksBaseline: BaselineTable = {
  source: 'Microsoft Learn, recommended-settings-for-eop-and-office365',
  date: '2026-08-10',
  confidence: 'documented',
  settings: [
    protectiveSwitch('EnableSafeLinksForEmail', 'high', 'Links in mail are not checked when they are clicked.'),
    unlikeBuiltIn(
      'EnableForInternalSenders',
      { builtIn: false, presets: true },
      { severity: 'low', effect: 'Links in mail from own mailboxes are checked too.' },
      {
        severity: 'medium',
        effect: 'Links in mail from own mailboxes are not checked, so a taken-over mailbox can spread them.',
      },
    ),
    protectiveSwitch('ScanUrls', 'medium', 'Suspicious links and links to files are not scanned in real time.'),
    protectiveSwitch('DeliverMessageAfterScan', 'medium', 'Mail is delivered before its links were scanned.'),
    unlikeBuiltIn(
      'DisableUrlRewrite',
      { builtIn: true, presets: false },
      { severity: 'low', effect: 'Links are wrapped.' },
      {
        severity: 'medium',
        effect: 'Links are not wrapped; only clients that ask Safe Links are protected at click time.',
      },
    ),
    protectiveSwitch('EnableSafeLinksForTeams', 'low', 'Links in Teams are not checked.'),
    protectiveSwitch('EnableSafeLinksForOffice', 'low', 'Links in Office files are not checked.'),
    protectiveSwitch(
      'TrackClicks',
      'medium',
      'Clicks are not recorded, so nobody can tell whether a blocked link was ContactMonkey’s.',
    ),
    unlikeBuiltIn(
      'AllowClickThrough',
      { builtIn: true, presets: false },
      { severity: 'low', effect: 'Readers cannot go on past the warning.' },
      { severity: 'medium', effect: 'Readers may go on past the warning to a malicious site.' },
    ),
  ],
};
