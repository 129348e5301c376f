import { createSocket } from 'node:dgram';

type Records = Record<string, { TXT?: string[][]; MX?: [number, string][]; CNAME?: string }>;
const types = { CNAME: 5, MX: 15, TXT: 16 } as const;

export interface DnsServer {
  address: string;
  asked: string[];
  close(): Promise<void>;
}

/** A DNS server on loopback that speaks the wire format of RFC 1035; names in `silent` get no answer, names in `broken` SERVFAIL. */
export async function startDnsServer(
  records: Records,
  trouble: { silent?: string[]; broken?: string[] } = {},
): Promise<DnsServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (query, from) => {
    const { name, type, end } = questionOf(query);
    asked.push(name);
    if (trouble.silent?.includes(name)) return;
    const known = records[name];
    const answers = answersOf(known, type);
    const header = Buffer.from(query.subarray(0, 12));
    const code = trouble.broken?.includes(name) ? 2 : known === undefined ? 3 : 0;
    header.writeUInt16BE(0x8180 | code, 2);
    header.writeUInt16BE(answers.length, 6);
    header.writeUInt16BE(0, 10);
    socket.send(Buffer.concat([header, query.subarray(12, end), ...answers]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString('latin1'));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answersOf(known: Records[string] | undefined, type: number): Buffer[] {
  if (known?.CNAME !== undefined && type === types.CNAME) return [answer(type, encodedName(known.CNAME))];
  if (type === types.TXT) {
    return (known?.TXT ?? []).map((parts) =>
      answer(type, Buffer.concat(parts.map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part)])))),
    );
  }
  if (type !== types.MX) return [];
  return (known?.MX ?? []).map(([preference, host]) =>
    answer(type, Buffer.concat([Buffer.from([0, preference]), encodedName(host)])),
  );
}

/** The owner's name is a pointer to the question. */
function answer(type: number, data: Buffer): Buffer {
  const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 255]);
  return Buffer.concat([head, data]);
}

function encodedName(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}
