/** Words of the field by what they mean to us. A word may stand under several heads. */
const CONCEPTS: Record<string, string> = {
  quarantine: 'quar quarantine quarantined quarantines quarantining jail jailed detention unquarantine',
  held: 'eat eats ate took taken binned kept keeps kill killed tagged hit hits nabbed grab parking holding held hold holds holding stuck caught catch catches trapped blocked stopped intercepted captured snagged swallowed eaten withheld withholding detained retained snared grabbed filtered flagged bounced impounded locked sitting waiting parked',
  mail: 'mail mails email emails message messages msg msgs newsletter newsletters digest bulletin send sends comms announcement memo mailing mailings mailer broadcast blast letter invite circular edition campaign campaigns update recap survey',
  show: 'show list display see view pull fetch give find enumerate bring print output overview browse',
  count:
    'many number numbers count counts total totals tally amount figure figures stats statistics volume percentage percent share rate sum metrics quantity breakdown trend counter',
  why: 'why reason reasons cause causes caused trigger triggers triggered culprit diagnose diagnosis investigate verdict rationale evidence responsible',
  release:
    'release releases released releasing free freed unblock unquarantine deliver restore approve liberate unhold unlock',
  through: 'through out',
  preview:
    'peek glance preview content contents body inside read peek text html render look inspect eyeball written screenshot wording',
  people:
    'ppl guys crew inbox seeds who whom whose recipient recipients user users people person employee employees staff colleague colleagues coworkers mailbox mailboxes everyone everybody anyone someone addressees folks workers members names inboxes',
  affected: 'lost lose affected impacted hit concerned missed miss missing impact involved',
  policy: 'policy policies setup configuration config setting settings rule rules ruleset configured',
  gap: 'gap gaps wrong misconfigured misconfiguration misconfigurations check checks audit review assess assessment scan verify validate weakness weaknesses health findings score hole holes inspect evaluate problems shortcomings',
  explain:
    'explain explanation meaning mean means meant describe understand purpose stands stand definition define clarify',
  precedence:
    'precedence priority wins win order override overrides overrule overrules beats beat applies apply first takes supersede outrank trump trumps',
  fix: 'fix fixes fixing fixed solve resolve repair remediate remediation correct correction mend steps remedy cure workaround rectify sort',
  powershell: 'powershell cmdlet cmdlets command commands script snippet',
  compare:
    'side delta compare compares compared comparison diff difference differences differ different versus vs deviate deviation deviations deviates contrast match benchmark distance against',
  preset: 'preset presets standard strict baseline recommended recommendation recommendations',
  allow:
    'bypass bypasses skip tabl allow allowed allowing allowlist whitelist whitelisted whitelisting safelist safelisted permit permitted trust trusted exempt exemption exception exceptions allowlisted greenlist approve unblock',
  add: 'add put insert create include place set enter register',
  expiry:
    'expire expires expired expiring expiry expiration lapse lapses lapsed renew renewal valid validity ends lifetime extend prolong',
  endpoints: 'domains hosts hostnames ips addresses urls endpoints endpoint ranges host hostname servers subnets fqdns',
  region:
    'region regional europe european eu us usa american america canada canadian australia australian au ca apac emea uk datacenter instance',
  safelinks: 'safelinks rewriting rewrite rewrites rewritten wrap wraps wrapped wrapping',
  link: 'link links url urls button hyperlink hyperlinks href cta',
  click: 'click clicks clicked clicking opens stats analytics tracking open-rate',
  inflated:
    'gibberish impossible unreal inflated ghost phantom fake bots bot robots robot false unrealistic exploded doubled skewed bogus high wrong tripled spike spiked artificial',
  warning: 'warning red page screen malicious unsafe dangerous suspicious scary alert',
  attachment:
    'attachment attachments attached pdf docx pptx xlsx zip file files document flyer brochure attachements doc word excel powerpoint ppt',
  delay:
    'delay delayed delays late later slow slows wait minutes minute min mins lag forever placeholder scanning hour hours',
  auth: 'spf dkim dmarc compauth spoof spoofed spoofing authentication alignment aligned impersonation arc cname cnames signing signature signed softfail permerror',
  fail: 'fail fails failed failing failure pass passes broken',
  bulk: 'bulk bcl threshold graymail complaint',
  zap: 'zap zapped zaps purge purged',
  vanish:
    'yanked yank nuked nuke clawed whisked evaporated disappeared disappear disappears vanish vanished gone removed remove pulled moved deleted recalled missing',
  notify:
    'hush shush silence dm dms notify notification notifications alert alerts alerting mute unmute snooze ping pinged card cards pause quiet digest subscribe unsubscribe posting post summary disturb',
  channel: 'channel chat room',
  test: 'test tests testing trial pilot seed dry',
  start: 'start starts begin launch run kick fire schedule initiate trigger plan set do rerun redo repeat',
  status: 'status running finished done progress state going still yet far complete pending landed arrived update news',
  report: 'report reports result results outcome export download history previous last finished',
  header:
    'header headers scl sfv eml spam-confidence antispam x-forefront decode parse paste pasting pasted analyse analyze interpret',
  trace: 'bounce bounced dropped ndr trace track tracing follow locate route hops path whereabouts',
  ticket:
    'agent ticket tickets case cases escalate escalation escalations escalated incident support csm human request',
  open: 'open create raise file log submit escalate report',
  reply:
    'working answer answered answers reply replied replies response respond responded news update status progress solved',
  risk: 'ciso giving exposure opening lose losing loses worse risk risks risky dangerous danger safe secure security downside downsides tradeoff trade-off vulnerable expose exposes attacker attackers abuse abused weaken weakens pros cons implications harm hazard hazardous exploit unsafe',
  licence:
    'licence licences license licenses licensed licensing subscription sku plan e1 e3 e5 p1 p2 f3 a3 a5 g3 g5 premium eop unlicensed',
  permission:
    'rbac permission permissions role roles rights right access denied forbidden unauthorized authorized allowed consent privilege privileges admin 403 401 entitled',
  contactmonkey: 'contactmonkey cm cmnky',
  greet:
    'bonjour hallo hola moin servus merci danke perfect great awesome brilliant lovely hi hello hey thanks thank morning evening help thx bye cheers',
  change: 'change changes changed modified modify modification modifications altered edited edit drift',
  alarm: 'alert alerts alarm alarms alerted alerting pinged',
  acknowledge:
    'ack acked acknowledge acknowledged acknowledging unacknowledged seen saw noted aware confirm confirming',
  assign:
    'assign assigned assigning reassign unassign own owner owns mine belongs handle handled handling hand hands claim grab delegate transfer take takes taking',
  snooze: 'snooze snoozed snoozing unsnooze sleep nap postpone defer silence rest later remind wake',
  finish:
    'resolve resolved resolving close closed closing shut solve solved settled dealt dismiss dismissed finish finished done over sorted handled',
  reopen: 'reopen reopened reopening unresolve undo unclose reactivate back again',
  escalation: 'escalate escalated escalation level step higher further bump',
  merge: 'merge merged merging combine join duplicate duplicates duplicated fold same',
  keep: 'export exported download print printable dump archive save file json document copy record',
  evidence: 'share shared sharing attach provide upload evidence proof headers details',
  customer: 'customer customers csm csms account',
  answer: 'reply respond answer comment write note tell message',
  ask: 'ask asks question request need',
  cancel: 'cancel cancelled abort scrap scratch drop discard delete forget',
  better: 'better worse improved improve helped help worked work difference',
  seeds: 'seed seeds propose suggest cover covers',
  microsoft: 'microsoft ms m365',
  leisure:
    'election football match concert train car bank parking brakes calories taco tacos pizza recipe dinner breakfast coffee restaurant cake sandwich burger beer wine cook movie film song music joke poem football soccer bitcoin horoscope dog cat',
  office:
    'printer laptop excel word powerpoint onedrive sharepoint vacation meeting weather password phone wifi vpn mouse keyboard monitor lunch salary calendar zoom jira sap salesforce intune invoice payslip pto flight hotel',
};

const WORD_CONCEPTS: ReadonlyMap<string, readonly string[]> = invert();

function invert(): Map<string, string[]> {
  const inverted = new Map<string, string[]>();
  for (const [concept, words] of Object.entries(CONCEPTS)) {
    for (const word of words.split(' ')) {
      inverted.set(word, [...(inverted.get(word) ?? []), concept]);
    }
  }
  return inverted;
}

/** The meanings of one lower-case word; none when it is no word of the field. */
export function conceptsOf(word: string): readonly string[] {
  return WORD_CONCEPTS.get(word) ?? [];
}

/** Other words that mean the same and nothing else; none for a word of several meanings. */
export function synonymsOf(word: string): readonly string[] {
  const [concept, ...more] = conceptsOf(word);
  if (concept === undefined || more.length > 0) return [];
  return (CONCEPTS[concept] ?? '').split(' ').filter((other) => other !== word && conceptsOf(other).length === 1);
}

/** Frequent words without a meaning of the field; known so that a slip in them can be mended. */
const COMMON =
  'about after again against already always another anything arrive arrived because been before being between could does doing done during each ' +
  'every everything first from have here hello into just know last latest like look make need never nothing only other people please possible ' +
  'really receive received second should since some something still sure tell than thanks that their them then there these they thing third this ' +
  'those time today tomorrow until want week weekend were what when where which while will with without work would yesterday your morning evening ' +
  'afternoon tonight company customer domain tenant sender address internal external group team department defender microsoft exchange outlook ' +
  'service bypass filter filters tracker tracking region server office security officer enough unresolved closed tickets opera higher better highest lowest really';

/** All words that a misspelt one may have been meant to be. */
export function knownWords(): Set<string> {
  return new Set([...WORD_CONCEPTS.keys(), ...COMMON.split(' ')]);
}
