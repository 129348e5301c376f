import type { Activity, Attachment } from 'botbuilder';
import { isLoopback } from '../config.ts';

export interface AttachedFile {
  name: string;
  text: string;
}

/** Files of a message: those that were fetched, and a sentence for each that was not. */
export interface AttachedFiles {
  files: AttachedFile[];
  sentences: string[];
}

/** Fetches what is attached to a message; rejects only when `signal` says so. */
export type FileFetcher = (activity: Activity, signal: AbortSignal) => Promise<AttachedFiles>;

const fileOfTeams = 'application/vnd.microsoft.teams.file.download.info';
const largestFile = 5 * 1024 * 1024;
const mostFiles = 3;
const fetchTimeout = 15_000;
const readable = /\.(eml|txt)$/i;

interface Candidate {
  name: string;
  address: unknown;
  inline: string | null;
}

function candidateOf(attachment: Attachment): Candidate | null {
  const name = attachment.name ?? 'attachment';
  if (attachment.contentType === fileOfTeams)
    return { name, address: (attachment.content as { downloadUrl?: unknown } | undefined)?.downloadUrl, inline: null };
  if (attachment.contentType !== 'message/rfc822') return null;
  const inline = typeof attachment.content === 'string' ? attachment.content : null;
  return { name: readable.test(name) ? name : `${name}.eml`, address: attachment.contentUrl, inline };
}

function mayFetch(address: unknown, domains: string[]): address is string {
  if (typeof address !== 'string' || !URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return false;
  return domains.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`));
}

async function readUpTo(body: ReadableStream<Uint8Array>, limit: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Mail is bytes; what is not UTF-8 is read byte by byte so that nothing is lost. */
function textOfBytes(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

async function download(address: string, signal: AbortSignal): Promise<string | null> {
  const response = await fetch(address, {
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(fetchTimeout)]),
  });
  if (!response.ok || response.body === null) throw new Error(`The file service answered ${response.status}.`);
  const bytes = await readUpTo(response.body, largestFile);
  return bytes === null ? null : textOfBytes(bytes);
}

/**
 * Reads .eml and .txt files a person attached. The address comes with a pre-authorised download link, so no token is
 * sent, redirects are not followed and only hosts under `domains` are asked (SharePoint and OneDrive).
 */
export function createFileFetcher(options: { domains: string[] }): FileFetcher {
  async function fetchOne(candidate: Candidate, signal: AbortSignal): Promise<AttachedFile | string> {
    const { name, address, inline } = candidate;
    if (!readable.test(name)) return 'I can read .eml and .txt files; another attached file was left aside.';
    if (inline !== null) return { name, text: inline.slice(0, largestFile) };
    if (!mayFetch(address, options.domains))
      return 'An attached file is kept in a place I may not read from. Paste its headers into the chat instead.';
    try {
      const text = await download(address, signal);
      if (text === null) return 'An attached file is larger than 5 MB. Paste its headers into the chat instead.';
      return { name, text };
    } catch {
      signal.throwIfAborted();
      return 'An attached file could not be fetched. Attach it again, or paste its headers into the chat.';
    }
  }

  return async (activity, signal) => {
    const candidates = (activity.attachments ?? []).map(candidateOf).filter((entry) => entry !== null);
    const results = await Promise.all(candidates.slice(0, mostFiles).map((entry) => fetchOne(entry, signal)));
    const sentences = results.filter((result) => typeof result === 'string');
    if (candidates.length > mostFiles) sentences.push(`I read the first ${mostFiles} attached files.`);
    return { files: results.filter((result) => typeof result !== 'string'), sentences: [...new Set(sentences)] };
  };
}
