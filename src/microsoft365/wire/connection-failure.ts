import type { NotReadKind } from '../../defender/reading.ts';
import { WireFailure } from './wire-failure.ts';

interface Trouble {
  code: RegExp;
  kind: NotReadKind;
  sentence: (service: string) => string;
  advice: string;
  transient: boolean;
}

/** What went wrong below HTTP, by the codes of Node's net, dns and tls modules and of undici. First match wins. */
const troubles: Trouble[] = [
  {
    code: /^(ENOTFOUND|EAI_AGAIN|EAI_FAIL|EAI_NODATA)$/,
    kind: 'unreachable',
    sentence: (service) => `The name of ${service} could not be resolved.`,
    advice: 'Check the configured address and the name service (DNS) of the machine this runs on.',
    transient: true,
  },
  {
    code: /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/,
    kind: 'unreachable',
    sentence: (service) => `No connection to ${service} could be made.`,
    advice: 'Check the configured address, the firewall and the proxy of the machine this runs on.',
    transient: true,
  },
  {
    code: /CERT|SELF_SIGNED|UNABLE_TO_|^ERR_TLS|^ERR_SSL|^EPROTO$/,
    kind: 'unreachable',
    sentence: (service) => `The certificate of ${service} is not trusted, so nothing was sent.`,
    advice: 'If a proxy inspects TLS here, name its certificate authority in NODE_EXTRA_CA_CERTS.',
    transient: false,
  },
  {
    code: /^(UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|ETIMEDOUT)$/,
    kind: 'timedOut',
    sentence: (service) => `${service} did not answer in time.`,
    advice: 'Try again in a few minutes.',
    transient: true,
  },
];

const dropped: Omit<Trouble, 'code'> = {
  kind: 'unreachable',
  sentence: (service) => `The connection to ${service} broke off.`,
  advice: 'Try again in a few minutes.',
  transient: true,
};

function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const own = (error as NodeJS.ErrnoException).code;
  const nested = error instanceof AggregateError ? error.errors : [error.cause];
  const codes = nested.flatMap((inner: unknown) => codesOf(inner, depth + 1));
  return typeof own === 'string' ? [...codes, own] : codes;
}

function connectionCode(error: unknown): string | null {
  const codes = codesOf(error);
  return codes.find((code) => troubles.some((trouble) => trouble.code.test(code))) ?? codes[0] ?? null;
}

/** A failed connection in words for a person. The error's own text, which may hold addresses, is not repeated. */
export function connectionFailure(
  error: unknown,
  timedOut: boolean,
  about: { what: string; service: string },
): WireFailure {
  const code = timedOut ? 'ETIMEDOUT' : (connectionCode(error) ?? '');
  const trouble = troubles.find((candidate) => candidate.code.test(code)) ?? dropped;
  return new WireFailure(
    { what: about.what, kind: trouble.kind, sentence: trouble.sentence(about.service), advice: trouble.advice },
    { transient: trouble.transient, serviceTrouble: true },
  );
}
