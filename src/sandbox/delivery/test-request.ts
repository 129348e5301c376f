import { z } from 'zod/v4';
import type { TestSend } from './test-sends.ts';

const address = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'must be a mail address');
const schema = z.strictObject({
  subject: z.string().min(1).max(200).default('The Finch Weekly #48: what is new in December'),
  sender: address.optional(),
  recipients: z.array(address).max(500).optional(),
  attachment: z.string().max(100).optional(),
  text: z.string().max(2000).optional(),
  bcl: z.number().int().min(0).max(9).optional(),
  laterFound: z.literal('phish').nullish(),
});

/** A test as `POST /control/tests` takes it. Throws a sentence for what does not fit. */
export function testRequest(body: unknown): TestSend {
  const { data, error } = schema.safeParse(body);
  if (error) throw new Error(z.prettifyError(error));
  return data;
}
