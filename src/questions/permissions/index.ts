import type { NotRead } from '../../defender/reading.ts';
import { reading } from '../../defender/reading.ts';
import type { TenantReader } from '../../microsoft365/tenant-reader.ts';
import type { QuestionDeps } from '../deps.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { examples } from './examples.ts';
import { roleLadder } from './role-ladder.ts';

/** Which role is missing: the ladder of roles, the asker's own place on it here, and what the reader application may do now. */
export const question: Question = {
  intent: 'permissions',
  help: 'Which role is needed to see, release or change something',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const probes = await probeReader(deps.tenant, request);
  return messageAnswer({
    title: 'Roles and permissions',
    paragraphs: [
      `Here you are ${inWords(request.asker.roles)}. In Microsoft 365 your own Entra and Defender roles count, which I do not read.`,
      'If a release is denied, the role that is missing is usually Quarantine Administrator or Security Administrator: reading roles and Exchange role groups alone are not enough for quarantine. A new role takes minutes, at times an hour, to work; sign out and in again.',
    ],
    sections: [
      {
        heading: 'What a person needs',
        lines: roleLadder.map((step) => ({ label: step.what, text: step.personNeeds, mark: 'bullet' as const })),
      },
      {
        heading: 'What my application may read right now',
        lines: probes.map((probe) => ({
          label: probe.what,
          text: probe.why ? `no. ${probe.why.sentence} ${probe.needs}` : 'yes',
          mark: probe.why ? ('warning' as const) : ('good' as const),
        })),
      },
    ],
    links: [{ title: 'Defender permissions', url: 'https://security.microsoft.com/securitypermissions' }],
    sources: [...new Set(roleLadder.map((step) => step.source))],
  });
}

interface Probe {
  what: string;
  needs: string;
  why: NotRead | null;
}

/** Small reads, one for each step that this application can stand on. */
async function probeReader(tenant: TenantReader, request: QuestionRequest): Promise<Probe[]> {
  const { now, signal } = request;
  const from = new Date(now.getTime() - 3_600_000).toISOString();
  const nobody = '00000000-0000-0000-0000-000000000000';
  const steps: [what: string, needs: string, read: () => Promise<unknown>][] = [
    ['Quarantine', roleLadder[0]?.applicationNeeds ?? '', () => firstPage(tenant, from, now.toISOString(), signal)],
    [
      'Policies',
      roleLadder[0]?.applicationNeeds ?? '',
      () => tenant.cmdlet('Get-HostedContentFilterPolicy', {}, signal),
    ],
    ['Connectors', roleLadder[1]?.applicationNeeds ?? '', () => tenant.cmdlet('Get-InboundConnector', {}, signal)],
    ['Advanced hunting', roleLadder[2]?.applicationNeeds ?? '', () => tenant.hunting.emailEvents([nobody], signal)],
  ];
  return Promise.all(
    steps.map(async ([what, needs, read]) => {
      const result = await reading(read);
      return { what, needs: `Needed: ${needs}.`, why: result.read ? null : result.why };
    }),
  );
}

async function firstPage(tenant: TenantReader, from: string, to: string, signal?: AbortSignal): Promise<void> {
  for await (const _page of tenant.quarantine.pages({ from, to }, signal)) return;
}

function inWords(roles: string[]): string {
  return roles.length === 0
    ? 'nobody I know'
    : roles
        .map((role) =>
          role === 'operator'
            ? 'an operator'
            : role === 'approver'
              ? 'an approver'
              : role === 'csm'
                ? 'a CSM'
                : 'a reader',
        )
        .join(' and ');
}
