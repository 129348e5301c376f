import { type CampaignMailFacts, recogniseCampaignMail } from '../contactmonkey/recognise.ts';
import { analyseHeaders } from '../defender/headers/analyse-headers.ts';
import type { QuarantinedMessage } from '../defender/quarantined-message.ts';
import { type NotRead, reading } from '../defender/reading.ts';
import { bodyUrls } from './body-urls.ts';
import type { CampaignMailSearch } from './campaign-mail.ts';
import type { RecognisedMail } from './recognition.ts';
import { createTenantMemory } from './tenant-memory.ts';

export interface LookedInto {
  asked: number;
  /** By campaign key: mail that turned out to be ContactMonkey's. */
  confirmed: Map<string, RecognisedMail>;
  notRead: NotRead[];
}

interface Looked {
  facts: CampaignMailFacts;
  notRead: NotRead[];
}

const DAY_MS = 86_400_000;
const memory = createTenantMemory<Looked>(DAY_MS);

/** Reads the headers, and where they do not settle it the body, of one message for each candidate campaign. */
export async function lookIntoAll(
  search: CampaignMailSearch,
  candidates: [key: string, message: QuarantinedMessage][],
): Promise<LookedInto> {
  const confirmed = new Map<string, RecognisedMail>();
  const notRead = new Map<string, NotRead>();
  await Promise.all(
    candidates.map(async ([key, message]) => {
      const looked = await lookIntoMail(search, message);
      // What is gone meanwhile needs no looking into.
      for (const why of looked.notRead) if (why.kind !== 'notFound') notRead.set(`${why.what} ${why.kind}`, why);
      const recognition = recogniseCampaignMail(looked.facts, search.profile);
      if (recognition.is === 'yes') confirmed.set(key, { message, recognition });
    }),
  );
  return { asked: candidates.length, confirmed, notRead: [...notRead.values()] };
}

/** What a message shows never changes, so it is kept; what could not be read is asked for again next time. */
async function lookIntoMail(search: CampaignMailSearch, message: QuarantinedMessage): Promise<Looked> {
  const { tenant, profile, now, signal } = search;
  let broken: Looked | null = null;
  const load = async (): Promise<Looked> => {
    const looked = await readFacts();
    if (looked.notRead.length > 0) broken = looked;
    return looked;
  };

  async function readFacts(): Promise<Looked> {
    const facts: CampaignMailFacts = { senderAddress: message.sender, subject: message.subject };
    const header = await reading(() => tenant.quarantine.header(message.identity, signal));
    if (header.read) Object.assign(facts, headerFacts(header.value));
    if (recogniseCampaignMail(facts, profile).is === 'yes') return { facts, notRead: [] };
    const preview = await reading(() => tenant.quarantine.preview(message.identity, signal));
    if (preview.read) facts.urls = bodyUrls(preview.value.body);
    const notRead = [
      ...(header.read ? [] : [{ ...header.why, what: 'headers of candidates' }]),
      ...(preview.read ? [] : [{ ...preview.why, what: 'links in the text of candidates' }]),
    ];
    return { facts, notRead };
  }

  const looked = await memory.recall(tenant, message.identity, now.getTime(), load);
  if (broken) memory.forget(tenant, message.identity);
  return looked;
}

function headerFacts(raw: string): CampaignMailFacts {
  const { fields } = analyseHeaders(raw);
  const signed = (fields.dkim ?? []).filter(({ result }) => result === 'pass');
  return {
    sendingIp: fields.cip,
    dkimDomains: signed.flatMap(({ domain }) => (domain === null ? [] : [domain])),
    mailFromDomain: fields.mailFromDomain,
  };
}
