import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import type { TenantReader } from '../microsoft365/tenant-reader.ts';
import type { Question } from './question.ts';

export interface QuestionDeps {
  tenant: TenantReader;
  profile: SenderProfile;
  /** Every question the product answers, for the help card. */
  allQuestions?: () => Promise<Question[]>;
}
