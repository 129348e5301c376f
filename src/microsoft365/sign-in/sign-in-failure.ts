import { connectionFailure } from '../wire/connection-failure.ts';
import { WireFailure } from '../wire/wire-failure.ts';

interface SignInTrouble {
  codes: string[];
  sentence: string;
  advice: string;
}

/** Source: Microsoft Learn, "Microsoft Entra authentication and authorization error codes". */
const troubles: SignInTrouble[] = [
  {
    codes: ['AADSTS7000215'],
    sentence: 'Microsoft Entra did not accept the client secret of this app.',
    advice: 'Put the value of the secret, not its id, into the configuration.',
  },
  {
    codes: ['AADSTS7000222'],
    sentence: 'The client secret of this app has expired.',
    advice: 'Create a new secret in the app registration, or change to a certificate or a managed identity.',
  },
  {
    codes: ['AADSTS700027', 'AADSTS700023', 'AADSTS7000214', 'AADSTS700024'],
    sentence: 'Microsoft Entra did not accept the certificate of this app.',
    advice:
      'Check that the certificate is uploaded to the app registration, is still valid, and that the clock is right.',
  },
  {
    codes: ['AADSTS700016'],
    sentence: 'Microsoft Entra does not know this app in the tenant.',
    advice: 'Check the client id and the tenant id, and that an administrator has consented to the app.',
  },
  {
    codes: ['AADSTS90002', 'AADSTS900023', 'AADSTS900021'],
    sentence: 'Microsoft Entra does not know the configured tenant.',
    advice: 'Check the tenant id.',
  },
  {
    codes: ['AADSTS500011', 'AADSTS650052'],
    sentence: 'The tenant has no service of that kind for the app to sign in to.',
    advice: 'Check that Exchange Online is licensed in this tenant and that an administrator has consented to the app.',
  },
  {
    codes: ['AADSTS53003', 'AADSTS530034', 'AADSTS530032'],
    sentence: 'A Conditional Access policy blocks the sign-in of this app.',
    advice: 'Ask the identity team to allow this workload identity from where the app runs.',
  },
  {
    codes: ['AADSTS7000112', 'AADSTS7000229'],
    sentence: 'The app is disabled or has no service principal in this tenant.',
    advice: 'Enable the enterprise application in Microsoft Entra.',
  },
];

const noFile: Omit<SignInTrouble, 'codes'> = {
  sentence: 'The certificate file of this app cannot be read.',
  advice:
    'Check CLIENT_CERTIFICATE_PATH: a PEM file with the private key and the certificate, readable by this program.',
};

const noIdentity: Omit<SignInTrouble, 'codes'> = {
  sentence: 'There is no managed identity here to sign in with.',
  advice: 'Assign the managed identity to where the app runs, or configure a certificate or a secret.',
};

const unknownTrouble: Omit<SignInTrouble, 'codes'> = {
  sentence: 'The app could not sign in to Microsoft Entra.',
  advice: 'Check the tenant id, the client id and the credential of the app.',
};

function chain(error: unknown): Error[] {
  const errors: Error[] = [];
  for (let at = error; at instanceof Error && errors.length < 6; at = at.cause) errors.push(at);
  return errors;
}

function troubleOf(errors: Error[], code: string | undefined): Omit<SignInTrouble, 'codes'> {
  const known = troubles.find((each) => code !== undefined && each.codes.includes(code));
  if (known) return known;
  if (errors.some((each) => each.name === 'CredentialUnavailableError')) return noIdentity;
  const fileCodes = ['ENOENT', 'EACCES', 'EISDIR'];
  const file = errors.some((each) => fileCodes.includes((each as NodeJS.ErrnoException).code ?? ''));
  return file || errors.some((each) => /PEM-encoded/i.test(each.message)) ? noFile : unknownTrouble;
}

/** A failed sign-in in words for a person. Entra's own text, which names ids and addresses, is not repeated. */
export function signInFailure(
  error: unknown,
  wire: { status: number | null; error: unknown } | null,
  what: string,
): WireFailure {
  const errors = chain(error);
  const about = { what, service: 'Microsoft Entra' };
  const code = /AADSTS\d+/.exec(errors.map((each) => each.message).join('\n'))?.[0];
  const trouble = troubleOf(errors, code);
  if (!code && trouble !== noIdentity && trouble !== noFile) {
    const timedOut = errors.some((each) => each.name === 'AbortError' || each.name === 'TimeoutError');
    if (wire?.error || timedOut) return connectionFailure(wire?.error, timedOut, about);
    if (wire?.status && (wire.status === 429 || wire.status >= 500)) {
      const sentence = `Microsoft Entra could not answer just now (HTTP ${wire.status}).`;
      const why = { what, kind: 'unreachable' as const, sentence, advice: 'Try again in a few minutes.' };
      return new WireFailure(why, { transient: true });
    }
  }
  const sentence = code ? trouble.sentence.replace(/\.$/, ` (${code}).`) : trouble.sentence;
  return new WireFailure({ what, kind: 'signInFailed', sentence, advice: trouble.advice });
}
