import type { causes } from './causes.ts';
import type { Route } from './mail.ts';
import type { Cohort } from './people.ts';

type CauseKey = keyof typeof causes;

/** Mail of other senders that the company gets: how often (weight), from whom, and what becomes of it. */
export interface OtherMail {
  weight: number;
  cause: CauseKey;
  cohorts: Cohort[];
  route: Route;
  senders: readonly (readonly [name: string, address: string])[];
  subjects: string[];
  link?: string;
  attachments?: string[];
}

const everywhere: Cohort[] = ['stores', 'standard', 'strict', 'eu', 'default'];
const presets: Cohort[] = ['standard', 'strict'];
const own =
  'https://contactmonkey.com/api/v1/tracker?cm_session=0f0e0d0c-4b5a-4c3d-9e2f-1a2b3c4d5e6f&cs=1&i=2&cm_type=link&cm_link=1&cm_destination=';

export const otherMail: OtherMail[] = [
  {
    weight: 14,
    cause: 'realPhish',
    cohorts: everywhere,
    route: 'outside',
    link: 'https://login-update.example/o365/verify',
    senders: [
      ['IT Helpdesk', 'support@login-update.example'],
      ['Microsoft Account Team', 'no-reply@m1crosoft-alerts.example'],
      ['DocuSign', 'dse@docu-signing.example'],
    ],
    subjects: [
      'Your password expires today',
      'Unusual sign-in activity',
      'You have 1 new voicemail (0:42)',
      'Completed: Please DocuSign: Contract_2026.pdf',
      'Mailbox storage 99% full',
    ],
  },
  {
    weight: 3,
    cause: 'realPhish',
    cohorts: everywhere,
    route: 'outside',
    link: `${own}https%3A%2F%2Flogin-update.example%2Fpayroll`,
    senders: [['People News', 'people-news@alderfinch-benefits.example']],
    subjects: ['Open enrollment: confirm your identity now', 'Your benefits portal account was locked'],
  },
  {
    weight: 4,
    cause: 'spoofOutside',
    cohorts: ['strict', 'stores', 'default'],
    route: 'outside',
    link: 'https://parcel-redelivery.example/t/88231',
    senders: [
      ['Parcel Express', 'noreply@parcelexpress.example'],
      ['First Commercial Bank', 'alerts@firstcommercial.example'],
    ],
    subjects: ['Your parcel could not be delivered', 'Payment advice 20261119', 'Statement ready'],
  },
  {
    weight: 2,
    cause: 'spoofOwnDomain',
    cohorts: ['strict', 'stores', 'default'],
    route: 'outside',
    link: 'https://gift-cards-today.example/x',
    senders: [
      ['Henrik Aas', 'henrik.aas@alderfinch.example'],
      ['Payroll', 'payroll@alderfinch.example'],
    ],
    subjects: ['Are you at your desk?', 'Quick favour', 'Updated payroll form'],
  },
  {
    weight: 12,
    cause: 'bulk8',
    cohorts: ['stores', 'strict'],
    route: 'outside',
    link: 'https://deals.megamart.example/today',
    senders: [
      ['MegaMart Deals', 'deals@megamart.example'],
      ['Travel Club', 'offers@travelclub.example'],
      ['Retail Insider', 'newsletter@retailinsider.example'],
    ],
    subjects: [
      '48 hours only: 70% off',
      'Your weekend getaway awaits',
      'Retail Insider: five trends for 2027',
      'Last chance to register',
    ],
  },
  {
    weight: 14,
    cause: 'highSpam',
    cohorts: ['standard', 'strict', 'eu', 'stores'],
    route: 'outside',
    link: 'https://seo-boost.example/offer',
    senders: [
      ['Growth Partners', 'hello@seo-boost.example'],
      ['Medic Shop', 'info@cheapmeds.example'],
    ],
    subjects: ['Rank #1 on search engines', 'Business loan approved', 'RE: your inquiry', 'Cheap toner, free shipping'],
  },
  {
    weight: 6,
    cause: 'spam',
    cohorts: ['strict'],
    route: 'outside',
    senders: [['Lead Desk', 'contact@leaddesk.example']],
    subjects: ['Quick question about your roadmap', 'Following up (2nd attempt)'],
    link: 'https://leaddesk.example/meet',
  },
  {
    weight: 6,
    cause: 'phishWeak',
    cohorts: [...presets, 'eu', 'stores'],
    route: 'outside',
    senders: [['Fabrikam Billing', 'billing@fabrikam-invoices.example']],
    subjects: ['Invoice 88231 overdue', 'Rechnung 2026-1187', 'Facture impayée'],
    link: 'https://fabrikam-invoices.example/pay',
    attachments: ['Invoice_88231.pdf'],
  },
  {
    weight: 4,
    cause: 'malware',
    cohorts: everywhere,
    route: 'outside',
    senders: [['Shipping Desk', 'docs@freight-docs.example']],
    subjects: ['Bill of lading', 'Scan_00921'],
    attachments: ['Scan_00921.zip', 'order.xlsm'],
  },
  {
    weight: 3,
    cause: 'safeAttachments',
    cohorts: everywhere,
    route: 'outside',
    senders: [['HR Candidates', 'apply@jobmail.example']],
    subjects: ['My résumé for the store manager role'],
    attachments: ['CV_final(2).docx'],
  },
  {
    weight: 4,
    cause: 'fileType',
    cohorts: everywhere,
    route: 'outside',
    senders: [['Vendor Portal', 'portal@supplier-hub.example']],
    subjects: ['Secure message for you', 'Site inspection invitation'],
    attachments: ['securemessage.html', 'visit.ics'],
  },
  {
    weight: 3,
    cause: 'heldByRule',
    cohorts: everywhere,
    route: 'outside',
    senders: [['Facilities', 'notice@building-services.example']],
    subjects: ['Fire drill: mandatory for all staff'],
    link: 'https://building-services.example/drill',
  },
  {
    weight: 3,
    cause: 'blockedSender',
    cohorts: everywhere,
    route: 'outside',
    senders: [['Cheap Toner', 'billing@cheaptoner.example']],
    subjects: ['Toner order 5531', 'Final reminder'],
  },
  {
    weight: 2,
    cause: 'blockedDomain',
    cohorts: ['eu'],
    route: 'outside',
    senders: [['Angebote heute', 'info@angebote-heute.example']],
    subjects: ['Nur heute: 50 % Rabatt', 'Ihr Gutschein'],
    link: 'https://angebote-heute.example/1',
  },
  {
    weight: 2,
    cause: 'dataLoss',
    cohorts: ['default'],
    route: 'outbound',
    senders: [['Kofi Larsen', 'kofi.larsen@alderfinch.example']],
    subjects: ['Customer list Q4', 'Fwd: card numbers to check'],
    attachments: ['customers.csv'],
  },
  {
    weight: 2,
    cause: 'sharedFile',
    cohorts: ['standard'],
    route: 'mailbox',
    senders: [['', 'sites/finance@alderfinch.example']],
    subjects: ['supplier-macro.xlsm'],
  },
  {
    weight: 2,
    cause: 'adminMove',
    cohorts: everywhere,
    route: 'outside',
    senders: [['Office Supplies', 'orders@paperlane.example']],
    subjects: ['Order confirmation 3391'],
    link: 'https://paperlane.example/o/3391',
  },
  {
    weight: 1,
    cause: 'personalData',
    cohorts: ['eu'],
    route: 'outside',
    senders: [['Clinic Nord', 'befund@klinik-nord.example']],
    subjects: ['Ihr Befund'],
  },
];

/** Mail of others that arrives without trouble, or in Junk. */
export const everydayMail: OtherMail[] = [
  {
    weight: 1,
    cause: 'delivered',
    cohorts: everywhere,
    route: 'outside',
    senders: [
      ['Partner Print', 'orders@partnerprint.example'],
      ['Health Plan', 'benefits@healthplan.example'],
    ],
    subjects: ['Order 2231 shipped', 'Your appointment is confirmed', 'RE: store signage', 'Minutes of the meeting'],
    link: 'https://partnerprint.example/orders',
  },
  {
    weight: 1,
    cause: 'deliveredBulk',
    cohorts: everywhere,
    route: 'outside',
    senders: [['Trade Journal', 'daily@tradejournal.example']],
    subjects: ['Trade Journal daily', 'Webinar tomorrow: retail outlook'],
    link: 'https://tradejournal.example/daily',
  },
  {
    weight: 1,
    cause: 'junkBulk',
    cohorts: ['default', 'standard', 'eu'],
    route: 'outside',
    senders: [['MegaMart Deals', 'deals@megamart.example']],
    subjects: ['48 hours only: 70% off'],
    link: 'https://deals.megamart.example/today',
  },
];

/** Texts that a sender may choose and that must stay texts wherever they are shown. */
export const hostileTexts: readonly (readonly [subject: string, name: string, file: string])[] = [
  [
    '**Click [here](https://evil.example) now** _urgent_ `code`',
    'Bob **Admin**',
    'invoice [final](https://evil.example).pdf',
  ],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: must stay a text wherever it is shown
  ['${subject} $when ${$root.secret} {{7*7}}', '${sender}', '${file}.pdf'],
  ['<at>Priya Raman</at> please approve the release', '<at>everyone</at>', '<at>all</at>.docx'],
  ['"; EmailEvents | take 10 // \' or 1=1 --', 'O\'Brien "The Boss"', 'a";b\'.txt'],
  ['<img src=x onerror=alert(1)><script>alert(2)</script>', '<b>bold</b>', '<script>.html'],
  ['🎉🎉 Gewonnen! 👩‍👩‍👧‍👦 family 🏳️‍🌈', 'Zoë 🦊', '🎁 geschenk.zip'],
  ['\u202Efdp.eciovni\u202C مرحبا بالعالم שלום עולם', 'שירות לקוחות', 'gpj.\u202Eexe.pdf'],
  ['=?utf-8?B?bm90IGRlY29kZWQ=?= # Heading\n> quote', 'line\nbreak', '..\\..\\windows\\evil.lnk'],
  [`${'Very long subject '.repeat(14)}end`.slice(0, 255), 'N'.repeat(120), `${'long-file-name-'.repeat(16)}.pdf`],
  ['| a | b |\n|---|---|\n![](https://evil.example/p.png)', '- list\n1. item', 'table|pipe.csv'],
  ['', '', ''],
];
