import { generate } from 'selfsigned';

export interface ServerCertificate {
  key: string;
  cert: string;
}

/** A certificate authority that lives as long as a test run. */
export interface Authority {
  /** PEM for NODE_EXTRA_CA_CERTS. */
  cert: string;
  /** A certificate for localhost and 127.0.0.1. */
  issue(): Promise<ServerCertificate>;
}

const elliptic = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

export async function createAuthority(): Promise<Authority> {
  const root = await generate([{ name: 'commonName', value: 'Test authority' }], {
    ...elliptic,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    cert: root.cert,
    async issue() {
      const leaf = await generate([{ name: 'commonName', value: 'localhost' }], {
        ...elliptic,
        ca: { key: root.private, cert: root.cert },
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'keyUsage', digitalSignature: true },
          { name: 'extKeyUsage', serverAuth: true },
          {
            name: 'subjectAltName',
            altNames: [
              { type: 2, value: 'localhost' },
              { type: 7, ip: '127.0.0.1' },
            ],
          },
        ],
      });
      return { key: leaf.private, cert: leaf.cert };
    },
  };
}
