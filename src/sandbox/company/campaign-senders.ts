/** Who sends the company's campaigns, from where and by which path. */
export const campaignSenders = {
  comms: {
    fromName: 'Alder & Finch Communications',
    from: 'internal.comms@alderfinch.example',
    route: 'mailbox',
    region: 'us',
  },
  people: {
    fromName: 'People News',
    from: 'people.news@alderfinch.example',
    route: 'sendgrid',
    region: 'us',
  },
  news: {
    fromName: 'The Finch Weekly',
    from: 'weekly@news.alderfinch.example',
    route: 'sendgrid',
    region: 'us',
  },
  euRoom: {
    fromName: 'EU Newsroom',
    from: 'newsroom@alderfinch-eu.example',
    route: 'sendgrid',
    region: 'eu',
  },
  euTeam: {
    fromName: 'Kommunikation Europa',
    from: 'komm@alderfinch-eu.example',
    route: 'mailbox',
    region: 'eu',
  },
  euNews: {
    fromName: 'Finch Europe',
    from: 'europe@news.alderfinch.example',
    route: 'sendgrid',
    region: 'eu',
  },
  leader: {
    fromName: 'Mirela Okafor',
    from: 'mirela.okafor@alderfinch-news.example',
    route: 'sendgrid',
    region: 'us',
  },
} as const;

/** Where each region's links and pictures point. */
export const trackers: Record<'us' | 'eu', string> = {
  us: 'https://contactmonkey.com/api/v1/tracker',
  eu: 'https://tk.cmnky.co/api/v1/tracker',
};

export const sendingIps: Record<'us' | 'eu', { ip: string; country: string }> = {
  us: { ip: '198.51.100.24', country: 'US' },
  eu: { ip: '203.0.113.77', country: 'IE' },
};

/** What Alder & Finch knows of its ContactMonkey set-up, as a sender profile file holds it. */
export const senderProfile = {
  regions: ['us', 'eu'],
  senders: Object.values(campaignSenders).map(({ from, route }) => ({
    address: from,
    path: route === 'mailbox' ? 'own-mailbox' : 'email-delivery',
  })),
  sendingIps: Object.values(sendingIps).map(({ ip }) => ip),
  dkimDomains: ['news.alderfinch.example', 'alderfinch-news.example'],
  mailFromDomains: ['em7121.news.alderfinch.example', 'em7121.alderfinch-news.example'],
  trackingHosts: [],
  testSubjectPrefix: 'CM Test - ',
  audienceGroups: ['all-staff@alderfinch.example', 'eu-offices@alderfinch-eu.example'],
  endpoints: [
    { value: 'contactmonkey.com', kind: 'domain', source: 'ContactMonkey CSM, mail of 2026-09-14', date: '2026-09-14' },
    { value: 'tk.cmnky.co', kind: 'domain', source: 'ContactMonkey CSM, mail of 2026-09-14', date: '2026-09-14' },
    { value: '198.51.100.24', kind: 'ip', source: 'Email Delivery hand-over sheet', date: '2026-05-02' },
    { value: '203.0.113.77', kind: 'ip', source: 'Email Delivery hand-over sheet', date: '2026-05-02' },
  ],
};
