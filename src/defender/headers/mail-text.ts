const encodedWord = /=\?([^?\s]{1,60})\?([bqBQ])\?([^?\s]*)\?=/g;
const longestDecoded = 20_000;

/**
 * Decodes MIME encoded-words (RFC 2047) for display. A word in an unknown charset or broken encoding stays as it is
 * written. The result is still hostile text.
 */
export function decodeEncodedWords(value: string): string {
  if (!value.includes('=?')) return value;
  const text = value.slice(0, longestDecoded);
  const parts: string[] = [];
  let run: { charset: string; bytes: number[]; written: string[] } | null = null;
  let end = 0;
  const closeRun = () => {
    if (run) parts.push(decodeBytes(run.bytes, run.charset) ?? run.written.join(' '));
    run = null;
  };
  for (const match of text.matchAll(encodedWord)) {
    const [written, charsetAndLanguage = '', encoding = '', payload = ''] = match;
    const between = text.slice(end, match.index);
    const charset = charsetAndLanguage.split('*', 1)[0]?.toLowerCase() ?? '';
    const bytes = encoding.toLowerCase() === 'b' ? base64Bytes(payload) : quotedBytes(payload);
    if (run === null || between.trim() !== '' || run.charset !== charset) {
      const hadRun = run !== null;
      closeRun();
      if (!hadRun || between.trim() !== '') parts.push(between);
      run = { charset, bytes: [], written: [] };
    }
    for (const byte of bytes) run.bytes.push(byte);
    run.written.push(written);
    end = match.index + written.length;
  }
  closeRun();
  parts.push(text.slice(end), value.slice(longestDecoded));
  return parts.join('');
}

function base64Bytes(payload: string): Uint8Array {
  try {
    return Uint8Array.from(atob(payload.replace(/[^A-Za-z0-9+/]/g, '')), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

function quotedBytes(payload: string): number[] {
  const bytes: number[] = [];
  for (let at = 0; at < payload.length; at += 1) {
    const hex = payload.slice(at + 1, at + 3);
    if (payload[at] === '=' && /^[0-9a-fA-F]{2}$/.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else if (payload[at] === '_') {
      bytes.push(0x20);
    } else {
      for (const byte of new TextEncoder().encode(payload[at])) bytes.push(byte);
    }
  }
  return bytes;
}

function decodeBytes(bytes: number[], charset: string): string | null {
  if (bytes.length === 0) return null;
  try {
    return new TextDecoder(charset).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

/**
 * Text of a saved header block or message. UTF-8 and UTF-16 (as PowerShell and Outlook save it) are told apart by
 * their marks; bytes that are not UTF-8 are read as Windows-1252, so nothing is lost and nothing throws.
 */
export function decodeMailBytes(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
