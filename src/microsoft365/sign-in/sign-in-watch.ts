import type { PipelinePolicy } from './entra-at.ts';

/** What the last request of a sign-in came to. @azure/identity wraps both beyond recognition. */
export interface SignInWatch {
  readonly policy: PipelinePolicy;
  status: number | null;
  error: unknown;
}

export function createSignInWatch(): SignInWatch {
  const watch: SignInWatch = {
    status: null,
    error: null,
    policy: {
      name: 'signInWatch',
      async sendRequest(request, next) {
        watch.status = null;
        watch.error = null;
        try {
          const response = await next(request);
          watch.status = response.status;
          return response;
        } catch (error) {
          const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
          if (code === 'PARSE_ERROR' && typeof statusCode === 'number') watch.status = statusCode;
          else watch.error = error;
          throw error;
        }
      },
    },
  };
  return watch;
}
