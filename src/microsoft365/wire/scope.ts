/** Hosts whose tokens are meant for themselves: the clouds of Microsoft Learn, "National cloud deployments". */
const ownAudience = new Set([
  'outlook.office365.com',
  'outlook.office365.us',
  'outlook-dod.office365.us',
  'partner.outlook.cn',
  'graph.microsoft.com',
  'graph.microsoft.us',
  'dod-graph.microsoft.us',
  'microsoftgraph.chinacloudapi.cn',
]);

const publicAudience = { exchange: 'https://outlook.office365.com', graph: 'https://graph.microsoft.com' };

/** The scope to ask a token for. A service at any other address stands in for the public one and gets its tokens. */
export function scopeOf(service: keyof typeof publicAudience, address: string): string {
  const { hostname, origin } = new URL(address);
  return `${ownAudience.has(hostname) ? origin : publicAudience[service]}/.default`;
}
