import { jsonReply, type Reply } from '../wire/call.ts';

/** A failure that Exchange answers with an error document; `type` is the .NET exception it names. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly status: number;
  readonly type: string;
  readonly withDetails: boolean;

  constructor(status: number, type: string, message: string, withDetails = true) {
    super(message);
    this.status = status;
    this.type = type;
    this.withDetails = withDetails;
  }
}

/** Answered with 403 and NUL bytes: not permitted, or no such cmdlet or parameter for this role. */
export class NotInRole extends Error {
  override readonly name = 'NotInRole';
}

export function unknownParameter(name: string): ExchangeError {
  return new ExchangeError(
    400,
    'Microsoft.Exchange.AdminApi.CommandInvocation.AmbiguousParameterSetException',
    `Parameter set cannot be resolved using the specified named parameters. Invalid cmdlet parameters specified. ${name}`,
  );
}

export function badValue(parameter: string, value: unknown, members: readonly string[]): ExchangeError {
  return new ExchangeError(
    400,
    'System.Management.Automation.ParameterTransformationException',
    `Cannot process argument transformation on parameter '${parameter}'. Cannot convert value "${String(value)}" to the required type. ` +
      `Error: "Unable to match the identifier name ${String(value)} to a valid enumerator name. Specify one of the following enumerator names and try again: ${members.join(', ')}"`,
    false,
  );
}

export function notFound(identity: string): ExchangeError {
  return new ExchangeError(
    404,
    'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
    `The operation couldn't be performed because object '${identity}' couldn't be found on 'AM9P999A01DC003.eurp999a001.prod.outlook.com'.`,
  );
}

export function business(
  message: string,
  type = 'Microsoft.Exchange.Management.Tasks.RecipientTaskException',
): ExchangeError {
  return new ExchangeError(400, type, message);
}

/** The error document: `message` never says anything, the text is in details and internalexception. */
export function errorReply(error: ExchangeError): Reply {
  return jsonReply(
    error.status,
    {
      error: {
        code: error.status === 404 ? 'NotFound' : 'BadRequest',
        message: 'Invalid Operation',
        ...(error.withDetails
          ? { details: [{ code: 'Client', target: '', message: `|${error.type}|${error.message}` }] }
          : {}),
        innererror: {
          message: 'Invalid Operation',
          type: 'Microsoft.Exchange.Admin.OData.Core.ODataServiceException',
          stacktrace: '',
          internalexception: { message: error.message, type: error.type, stacktrace: '' },
        },
      },
      'adminapi.warnings@odata.type': '#Collection(String)',
      '@adminapi.warnings': [],
    },
    { 'x-exceptiontype': error.type },
  );
}

export function nulReply(): Reply {
  return { status: 403, headers: { 'content-type': 'application/json; charset=utf-8' }, body: Buffer.alloc(384) };
}

export function unauthorizedReply(): Reply {
  return {
    status: 401,
    headers: { 'www-authenticate': 'Bearer client_id="00000002-0000-0ff1-ce00-000000000000"' },
    body: '',
  };
}
