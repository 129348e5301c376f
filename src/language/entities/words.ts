/** Departments and groups that people name without saying "group". Lower case. */
export const DEPARTMENTS = new Set(
  (
    'finance sales marketing hr legal it engineering operations ops leadership executives management managers accounting ' +
    'procurement purchasing production logistics payroll compliance manufacturing retail nursing research r&d warehouse ' +
    'facilities security helpdesk directors executive board recruiting communications audit treasury tax design product'
  ).split(' '),
);

/** Nouns that end the name of a mail and belong to it ("Monday digest"). */
export const TITLE_NOUNS =
  'update|updates|digest|newsletter|survey|recap|bulletin|announcement|memo|invite|invitation|letter|notice|wrap|roundup|wrap-up|brief|briefing|gazette|pulse|announcements|reminder|flyer|highlights|news|spotlight|alert|handbook|guide|recording|video|agenda|blog|town hall|results|report|schedule|calendar|greeting|greetings|welcome|note';

/** Nouns that follow the name of a mail and do not belong to it ("Q4 survey mail"). */
export const CARRIERS =
  'mail|mails|email|emails|e-mail|e-mails|message|messages|msg|msgs|mailing|send|sends|link|links|mailer|blast|post';

/** Words that never are, nor begin, the name of a mail, person or group. */
export const PLAIN_WORDS = new Set(
  (
    'a an the this that these those our my your his her their its all any each every some both first second third fourth fifth last latest ' +
    'next previous new newest old older other another same whole entire full half more most only just also too very really still ' +
    'held blocked flagged unreleased unopened quarantined stuck caught trapped stopped spam phish phishing spoof spoofing bulk malware internal external weekly daily monthly own ' +
    'and or but if when while because so than then as at by for from in into of off on onto out over to up with without within about ' +
    'after before since until between during through not no yes is are was were be been being am do does did done has have had can could ' +
    'will would shall should may might must get got gets getting it them him they we you he she i me us what which who whom whose why how ' +
    'where when mail mails email emails message messages msg newsletter newsletters campaign campaigns list quarantine inbox everyone ' +
    'everybody anyone anybody someone people users employees staff recipients colleagues person user test tests trial seed now today ' +
    'yesterday yesterdays todays tomorrow tonight please pls thanks contactmonkey cm defender microsoft outlook safe links attachments policy policies ' +
    'allow entry entries setting settings finding support ticket case real actual original particular specific certain following recent ' +
    'ceo-less missing broken wrong sent sending release let through review approval help fix change bot tracking tracker url urls domain ' +
    'domains ip ips header headers report reports alert alerts card cards notification notifications here there one ones go affected impacted ' +
    'running finished current red warning block error landing scary security trace track show preview open view find look free deliver give push put export explain see read watch monitor ' +
    'run start launch repeat download compare check missed received receive land landed arrive arrived reach reached miss escalate kick ' +
    'company organisation organization copies copy content text body subject title version company-wide week month year day weeks months years days todays time number count ' +
    'folder junk part half rest other others many how much few several any mailbox mailboxes inboxes address addresses group team department ' +
    'example instance reason reasons benefit release released approve deny report want need try let send sends quick safe details detail ' +
    'morning afternoon evening monday tuesday wednesday thursday friday saturday sunday anyway firewall it itself them themselves everything ' +
    'something nothing anything all good thing things stuff latter former pilot approval review say tell make did receiving affected impacted ' +
    'schedule plan outlook teams exchange phishing scanning delivery status state result results progress stats statistics history printable html mark set note rundown handle snooze acknowledge ack assign resolve reopen planned scheduled'
  ).split(' '),
);
