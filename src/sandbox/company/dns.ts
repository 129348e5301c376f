import type { WireRow } from '../tenant-data.ts';
import { organization } from './organization.ts';

const protection = (domain: string) => [`0 ${domain.replaceAll('.', '-')}.mail.protection.outlook.com`];

const sendGridKeys = { s1: 's1.domainkey.u9284711.wl122.sendgrid.net', s2: 's2.domainkey.u9284711.wl122.sendgrid.net' };
const bounceHost = { spf: 'v=spf1 include:sendgrid.net ~all', dmarc: null, mx: ['10 mx.sendgrid.net'], dkim: {} };

/** What a DNS server would say about the company's domains and its vendor's hosts. */
export const dnsFacts: Record<string, WireRow> = {
  [organization.usDomain]: {
    spf: 'v=spf1 include:spf.protection.outlook.com -all',
    dmarc: 'v=DMARC1; p=none; rua=mailto:dmarc@alderfinch.example',
    mx: protection(organization.usDomain),
    dkim: {
      selector1: 'selector1-alderfinch-example._domainkey.alderfinch.n-v1.dkim.mail.microsoft',
      selector2: 'selector2-alderfinch-example._domainkey.alderfinch.n-v1.dkim.mail.microsoft',
    },
  },
  [organization.newsDomain]: {
    spf: 'v=spf1 include:sendgrid.net -all',
    dmarc: null,
    mx: protection(organization.newsDomain),
    dkim: sendGridKeys,
  },
  [organization.euDomain]: {
    spf: 'v=spf1 include:spf.protection.outlook.com -all',
    dmarc: 'v=DMARC1; p=quarantine; pct=100',
    mx: protection(organization.euDomain),
    dkim: {},
  },
  'alderfinch-news.example': {
    spf: 'v=spf1 include:sendgrid.net -all',
    dmarc: 'v=DMARC1; p=none',
    mx: [],
    dkim: sendGridKeys,
  },
  [`em7121.${organization.newsDomain}`]: bounceHost,
  'em7121.alderfinch-news.example': bounceHost,
};
